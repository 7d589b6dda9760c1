package org.churnwise.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.ingest.contract.FileFormat;
import org.churnwise.run.Json;

/**
 * Quarantined rows of JSON or Parquet as lines of JSON in UTF-8: each says where its row belongs
 * and why it is bad, and holds the row for a person to repair. A row that is no object stands as a
 * text. The texts of rows are taken over as they are written, so that no digit changes.
 */
final class JsonRepairSheet {
  private static final String ROW = "row";
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final int LONGEST_START = 4_096;
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private JsonRepairSheet() {}

  /** The lines of the sheet, without line ends. */
  static List<String> written(QuarantinedFile file) {
    List<String> lines = new ArrayList<>();
    for (QuarantinedRecord record : file.records()) {
      for (String text : record.raw().split("\n")) { // those of one sale
        ObjectNode line = Json.mapper().createObjectNode();
        line.put(RepairSheet.FILE, file.feed() + "/" + file.name());
        line.put(RepairSheet.LINE, record.line());
        line.put(RepairSheet.REASON, record.spokenReasons());
        if (isObject(text)) {
          line.putRawValue(ROW, new RawValue(text.strip()));
        } else {
          line.put(ROW, text);
        }
        lines.add(line.toString());
      }
    }
    return lines;
  }

  private static boolean isObject(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether a sheet is one of JSON. */
  static boolean isOne(Path sheet) {
    try (InputStream bytes = Files.newInputStream(sheet)) {
      String start = new String(bytes.readNBytes(LONGEST_START), StandardCharsets.UTF_8);
      return start.replace(BYTE_ORDER_MARK, "").stripLeading().startsWith("{");
    } catch (IOException e) {
      throw RepairedRows.unreadable(sheet, e);
    }
  }

  /**
   * Reads a repaired sheet; an object may stand on several lines.
   *
   * @throws ChurnException (data refused) if it is none, or holds rows of several files
   */
  static RepairedRows read(Path sheet, Contract contract) {
    String text = text(sheet);
    RepairedRows rows = null;
    try (JsonParser parser = JSON.createParser(text)) {
      while (parser.nextToken() != null) {
        int place = parser.currentTokenLocation().getLineNr();
        Map<String, String> fields = fields(text, parser);
        for (String name : List.of(RepairSheet.FILE, RepairSheet.LINE, ROW)) {
          if (fields.get(name) == null) {
            throw RepairedRows.refused(sheet, "line %d has no %s".formatted(place, name));
          }
        }
        String file = fields.get(RepairSheet.FILE);
        rows = rows == null ? rows(sheet, file, contract) : rows;
        rows.requireSameFile(file);
        rows.add(place, fields.get(RepairSheet.LINE), fields.get(ROW));
      }
    } catch (JsonProcessingException e) {
      throw RepairedRows.refused(
          sheet,
          "line %d is no JSON: %s"
              .formatted(e.getLocation().getLineNr(), QuarantineText.cut(e.getOriginalMessage())));
    } catch (IOException e) {
      throw RepairedRows.unreadable(sheet, e);
    }
    return rows; // it begins with an object
  }

  private static String text(Path sheet) {
    try {
      return Files.readString(sheet).replaceFirst("^" + BYTE_ORDER_MARK, "");
    } catch (CharacterCodingException e) {
      throw RepairedRows.refused(sheet, "it is no text of UTF-8; save it in UTF-8");
    } catch (IOException e) {
      throw RepairedRows.unreadable(sheet, e);
    }
  }

  /** The fields of an object; an object or list inside with its text in the sheet, as one line. */
  private static Map<String, String> fields(String text, JsonParser parser) throws IOException {
    Map<String, String> fields = new HashMap<>();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return fields;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (parser.nextToken().isStructStart()) {
        int from = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        int to = (int) parser.currentLocation().getCharOffset();
        fields.put(name, text.substring(from, to).replaceAll("[\r\n]+", " "));
      } else {
        fields.put(name, parser.getText());
      }
    }
    return fields;
  }

  private static RepairedRows rows(Path sheet, String file, Contract contract) {
    FeedContract feed =
        contract.feeds().stream()
            .filter(one -> file.startsWith(one.feed() + "/"))
            .filter(one -> one.format().layout().of(file) != FileFormat.Layout.DELIMITED)
            .findFirst()
            .orElseThrow(
                () ->
                    RepairedRows.refused(
                        sheet,
                        "contract %s has no feed with JSON or Parquet that holds %s"
                            .formatted(contract.name(), file)));
    return new RepairedRows(sheet, file, feed.isGrouped());
  }
}

package org.churnwise.ingest.typed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.churnwise.ingest.csv.LineReader;
import org.churnwise.ingest.csv.RecordSource;
import org.churnwise.ingest.csv.TextLine;
import org.churnwise.ingest.csv.TextRecord;
import org.churnwise.ingest.csv.TextRecord.Flaw;

/** Lines of JSON, one object each. Numbers keep the digits that they are written with. */
public final class JsonRecords implements RecordSource {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final LineReader lines;
  private final Map<String, Integer> places = new HashMap<>();
  private final Set<String> unseen;
  private boolean hasRecords;
  private boolean hasObjects;

  /**
   * The records of a text.
   *
   * @param fields whose values are wanted, in order
   */
  public JsonRecords(LineReader lines, List<String> fields) {
    this.lines = lines;
    fields.forEach(field -> places.put(field, places.size()));
    this.unseen = new HashSet<>(fields);
  }

  /** Whether a record has been read. */
  public boolean hasRecords() {
    return hasRecords;
  }

  /** Whether a record has been an object. */
  public boolean hasObjects() {
    return hasObjects;
  }

  /** The wanted fields that no record read so far has. */
  public List<String> unseen() {
    return unseen.stream().sorted().toList();
  }

  @Override
  public TextRecord next() throws IOException {
    TextLine line = lines.next();
    while (line != null && line.text().isBlank()) {
      line = lines.next();
    }
    if (line == null) {
      return null;
    }
    hasRecords = true;
    if (!line.decodable()) {
      return bad(line, Flaw.ENCODING);
    }
    try (JsonParser parser = JSON.createParser(line.text())) {
      return record(line, parser);
    } catch (JsonProcessingException e) {
      return bad(line, Flaw.JSON);
    }
  }

  private static TextRecord bad(TextLine line, Flaw flaw) {
    return new TextRecord(line.number(), line.text(), List.of(), flaw);
  }

  private TextRecord record(TextLine line, JsonParser parser) throws IOException {
    String[] values = new String[places.size()];
    Set<Integer> numbers = new HashSet<>();
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return bad(line, Flaw.JSON);
    }
    boolean single = readObject("", parser, values, numbers);
    if (parser.nextToken() != null) {
      return bad(line, Flaw.JSON);
    }
    hasObjects = true;
    return single
        ? new TextRecord(line.number(), line.text(), Arrays.asList(values), Flaw.NONE, numbers)
        : bad(line, Flaw.NOT_ONE_VALUE);
  }

  /** Reads the fields of an object; returns whether every wanted one is a single value. */
  private boolean readObject(String path, JsonParser parser, String[] values, Set<Integer> numbers)
      throws IOException {
    boolean single = true;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = path + parser.currentName();
      JsonToken token = parser.nextToken();
      Integer place = places.get(field);
      if (place != null) {
        unseen.remove(field);
      }
      if (token == JsonToken.START_OBJECT) {
        single &= readObject(field + ".", parser, values, numbers) && place == null;
      } else if (token == JsonToken.START_ARRAY) {
        parser.skipChildren();
        single &= place == null;
      } else if (place != null && token != JsonToken.VALUE_NULL) {
        values[place] = parser.getText();
        if (token.isNumeric()) {
          numbers.add(place);
        }
      }
    }
    return single;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}

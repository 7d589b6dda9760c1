package org.churnwise.erasing;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Contract;

/** Reads which customers are to be forgotten, from arguments or a file. */
final class GivenCustomers {
  private static final Set<String> HEADERS =
      Set.of("customer_id", "customer id", "customerid", "customer", "id");
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Contract contract;

  GivenCustomers(Contract contract) {
    this.contract = contract;
  }

  /** Those of a list of arguments. */
  List<GivenCustomer> of(List<String> arguments) {
    List<GivenCustomer> given = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      given.add(GivenCustomer.of("CUSTOMER_ID " + (i + 1), arguments.get(i), contract));
    }
    return given;
  }

  /**
   * Those of a text file in UTF-8 with one id a line, which may be a CSV file of one column, with
   * or without a header; blank lines do not count.
   *
   * @throws ChurnException (usage) for a file that cannot be read, names nobody, or has a line that
   *     is no id; nothing is erased then
   */
  List<GivenCustomer> in(Path file) {
    List<String> lines = lines(file);
    List<GivenCustomer> given = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String place = "--file %s, line %d".formatted(file, i + 1);
      String text = i == 0 ? withoutMark(lines.get(0)) : lines.get(i);
      if (!text.isBlank() && !(given.isEmpty() && isHeader(unquoted(place, text)))) {
        given.add(GivenCustomer.of(place, unquoted(place, text), contract));
      }
    }
    if (given.isEmpty()) {
      throw ChurnException.usage("--file %s names no customer; one id a line".formatted(file));
    }
    return given;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw ChurnException.usage("--file %s is not a text in UTF-8".formatted(file));
    } catch (IOException e) {
      throw ChurnException.usage(
          "--file %s cannot be read: %s; one id a line".formatted(file, e.getMessage()));
    }
  }

  private static String withoutMark(String line) {
    return line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
  }

  private static boolean isHeader(String text) {
    return HEADERS.contains(text.strip().toLowerCase(Locale.ROOT));
  }

  /** A quoted value of CSV (RFC 4180) without its quotes. */
  private static String unquoted(String place, String line) {
    String text = line.strip();
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    String inner = quoted ? text.substring(1, text.length() - 1) : text;
    boolean several = !quoted && (text.contains(",") || text.contains(";") || text.contains("\t"));
    if (several || inner.replace("\"\"", "").contains("\"")) {
      throw ChurnException.usage(
          "%s holds more than one value, or a quote; give a file with the ids alone, those with a comma or a quote as in CSV: \"say \"\"hi\"\"\""
              .formatted(place));
    }
    return quoted ? inner.replace("\"\"", "\"") : inner;
  }
}

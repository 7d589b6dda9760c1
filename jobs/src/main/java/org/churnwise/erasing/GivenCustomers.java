package org.churnwise.erasing;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Contract;

/** Reads which customers are to be forgotten, from arguments or a file. */
final class GivenCustomers {
  private static final Set<String> HEADERS =
      Set.of("customer_id", "customer id", "customerid", "customer", "id");
  private static final Pattern LINE_ENDS = Pattern.compile("(?<=\n)|(?<=\r)(?!\n)");
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
   * or without a header; blank lines do not count, and quoted ids may hold line ends.
   *
   * @throws ChurnException (usage) for a file that cannot be read, names nobody, or has a line of
   *     several values; nothing is erased then
   */
  List<GivenCustomer> in(Path file) {
    List<String> lines = lines(file);
    List<GivenCustomer> given = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String place = "--file %s, line %d".formatted(file, i + 1);
      StringBuilder text = new StringBuilder(lines.get(i));
      while (isOpen(text.toString()) && i + 1 < lines.size()) {
        i++;
        text.append(lines.get(i));
      }
      String id = unquoted(place, text.toString());
      if (!id.isBlank() && !(given.isEmpty() && isHeader(id))) {
        given.add(GivenCustomer.of(place, id, contract));
      }
    }
    if (given.isEmpty()) {
      throw ChurnException.usage("--file %s names no customer; one id a line".formatted(file));
    }
    return given;
  }

  /** With their ends. */
  private static List<String> lines(Path file) {
    try {
      return List.of(LINE_ENDS.split(withoutMark(Files.readString(file))));
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

  /** Whether a quoted value goes on in the next line. */
  private static boolean isOpen(String text) {
    return text.stripLeading().startsWith("\"")
        && text.chars().filter(c -> c == '"').count() % 2 == 1;
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

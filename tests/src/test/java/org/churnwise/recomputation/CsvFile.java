package org.churnwise.recomputation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Splits a comma separated file as RFC 4180 has it; no header, an unquoted empty value is null. */
final class CsvFile {
  private final String text;
  private int at;

  private CsvFile(String text) {
    this.text = text;
  }

  /** The records of a UTF-8 file. */
  static List<List<String>> records(Path file) {
    try {
      return new CsvFile(Files.readString(file)).records();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<List<String>> records() {
    List<List<String>> records = new ArrayList<>();
    while (at < text.length()) {
      records.add(record());
    }
    return records;
  }

  private List<String> record() {
    List<String> values = new ArrayList<>();
    while (true) {
      values.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
      if (at == text.length() || text.charAt(at++) != ',') {
        return values;
      }
    }
  }

  /** Ends on the comma or line feed behind the value. */
  private String plain() {
    int start = at;
    while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
      at++;
    }
    String value = text.substring(start, at);
    if (value.endsWith("\r")) {
      value = value.substring(0, value.length() - 1);
    }
    return value.isEmpty() ? null : value;
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    int from = at + 1;
    int quote = text.indexOf('"', from);
    while (quote + 1 < text.length() && text.charAt(quote + 1) == '"') {
      value.append(text, from, quote + 1);
      from = quote + 2;
      quote = text.indexOf('"', from);
    }
    value.append(text, from, quote);
    at = quote + 1;
    plain();
    return value.toString();
  }
}

package org.churnwise.sentiment.training;

import com.univocity.parsers.common.record.Record;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tweets to six airlines, which people rated positive, negative or neutral: short messages to a
 * company, and no training sees them. Each distinct text is read once, and neutral ones have no
 * label.
 */
final class AirlineTweets {
  private static final List<String> AIRLINES =
      List.of(
          "@united", "@usairways", "@americanair", "@southwestair", "@jetblue", "@virginamerica");

  private AirlineTweets() {}

  /** The rated tweets of a CSV file with the columns sentiment and text. */
  static List<LabelledText> of(File file) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setHeaderExtractionEnabled(true);
    settings.setMaxCharsPerColumn(-1);
    settings.trimValues(false);
    Map<String, String> moods = new LinkedHashMap<>();
    for (Record row : new CsvParser(settings).iterateRecords(file, "UTF-8")) {
      String text = row.getString("text");
      if (isToAirline(text)) {
        moods.put(text, row.getString("sentiment"));
      }
    }
    return moods.entrySet().stream()
        .filter(entry -> !entry.getValue().equals("neutral"))
        .map(entry -> new LabelledText(entry.getKey(), entry.getValue().equals("positive")))
        .toList();
  }

  private static boolean isToAirline(String text) {
    String lower = text == null ? "" : text.toLowerCase(Locale.ROOT);
    return AIRLINES.stream().anyMatch(lower::contains);
  }
}

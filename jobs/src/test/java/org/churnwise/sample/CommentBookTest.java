package org.churnwise.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommentBookTest {
  @Test
  void hasAtLeastTwentyTextsForEachMoodAndNoneTwice() throws IOException {
    CommentBook book = CommentBook.load();
    Set<String> all = new HashSet<>();
    int count = 0;
    for (Mood mood : Mood.values()) {
      assertTrue(book.texts(mood).size() >= 20, mood + " " + book.texts(mood).size());
      all.addAll(book.texts(mood));
      count += book.texts(mood).size();
    }
    assertEquals(count, all.size());
    assertTrue(count >= 60, "texts: " + count);
  }

  @Test
  void textsComeBackFromCsvAsTheyWere() throws IOException {
    CommentBook book = CommentBook.load();
    CsvParser parser = new CsvParser(new CsvParserSettings());
    Set<Mood> quoted = new HashSet<>();
    for (Mood mood : Mood.values()) {
      for (String text : book.texts(mood)) {
        String field = new String(CsvWriter.encode(text), StandardCharsets.UTF_8);
        assertEquals(text, parser.parseLine(field + ",next")[0]);
        if (text.contains("\"") && text.contains(",")) {
          quoted.add(mood);
        }
      }
    }
    assertEquals(Set.of(Mood.values()), quoted, "moods with a text that has quotes and commas");
  }

  @Test
  void namesAnOrderInPlaceOfTheSlot() throws IOException {
    CommentBook book = CommentBook.load();
    RandomStream random = RandomStream.of(1, RandomStream.Purpose.COMMENT_TEXT, 0, 0);
    for (int i = 0; i < 300; i++) {
      String text = new String(book.encoded(Mood.NEUTRAL, random), StandardCharsets.UTF_8);
      assertTrue(text.indexOf('{') < 0, text);
    }
  }
}

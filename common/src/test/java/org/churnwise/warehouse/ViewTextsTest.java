package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.churnwise.table.Tables;
import org.churnwise.table.View;
import org.junit.jupiter.api.Test;

class ViewTextsTest {
  private final Map<String, String> comments =
      Tables.views().stream()
          .map(View::named)
          .collect(Collectors.toMap(View::name, View::comment, (a, b) -> a, LinkedHashMap::new));

  @Test
  void viewsOfTheSameTextsAreLeftAlone() {
    assertEquals(List.of(), others());
  }

  @Test
  void aViewOfAnotherTextAndAMissingOneAreMade() {
    comments.put("run_history", "One row per command.");
    comments.remove("report_feeds");
    assertEquals(List.of("run_history", "report_feeds"), others());
  }

  private List<String> others() {
    return new ViewTexts(comments).others().stream().map(View::name).toList();
  }
}

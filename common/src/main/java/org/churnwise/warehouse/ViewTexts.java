package org.churnwise.warehouse;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.churnwise.table.Tables;
import org.churnwise.table.View;

/**
 * The views in a warehouse by the text that made them.
 *
 * @param comments of views by their names; see {@link View#comment}
 */
record ViewTexts(Map<String, String> comments) {

  static ViewTexts of(List<ResultRow> rows) {
    return new ViewTexts(
        rows.stream()
            .collect(
                Collectors.toMap(
                    row -> row.string("view_name"),
                    row -> row.optionalString("comment").orElse(""))));
  }

  /** The views of this release that are missing or were made from another text, in order. */
  List<View> others() {
    return Tables.views().stream()
        .map(View::named)
        .filter(view -> !view.comment().equals(comments.get(view.name())))
        .toList();
  }
}

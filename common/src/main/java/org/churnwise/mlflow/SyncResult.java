package org.churnwise.mlflow;

import java.util.ArrayList;
import java.util.List;

/**
 * What a synchronisation wrote to the tracking server.
 *
 * @param models in the warehouse, and now on the server
 * @param versionsWritten of them missing there before
 * @param decisionsWritten of the others with a newer decision
 * @param aliasesMoved set to another version, or removed
 */
public record SyncResult(int models, int versionsWritten, int decisionsWritten, int aliasesMoved) {

  /** The counts above 0, or "up to date". */
  public String inWords() {
    List<String> words = new ArrayList<>();
    add(words, versionsWritten, "version", "written");
    add(words, decisionsWritten, "decision", "written");
    add(words, aliasesMoved, "alias", "moved");
    return words.isEmpty() ? "up to date" : String.join(", ", words);
  }

  private static void add(List<String> words, int number, String thing, String done) {
    if (number > 0) {
      String plural = thing.endsWith("s") ? "es" : "s";
      words.add(number + " " + thing + (number == 1 ? "" : plural) + " " + done);
    }
  }
}

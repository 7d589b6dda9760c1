package org.churnwise.notification;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is told of an alert.
 *
 * @param key the same whenever the same is told on the same channel
 * @param title what happened, in one line
 * @param details the rest, name to text, in the order of reading
 * @param recipients addresses of those whom it concerns, on its channel
 * @param fields the same for programs
 * @param sentAt when the run sends it
 */
record AlertMessage(
    String key,
    String title,
    List<Detail> details,
    List<String> recipients,
    Map<String, Object> fields,
    Instant sentAt) {

  /**
   * A line of a message.
   *
   * @param isCommand whether the text is a command to copy
   */
  record Detail(String name, String text, boolean isCommand) {}
}

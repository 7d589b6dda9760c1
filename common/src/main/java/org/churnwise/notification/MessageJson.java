package org.churnwise.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.churnwise.run.Json;

/**
 * A message as one JSON object: {@code text} for chats that read Slack's format
 * (https://docs.slack.dev/messaging/formatting-message-text), the other fields for programs.
 */
final class MessageJson {
  private MessageJson() {}

  static String of(AlertMessage message) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("text", text(message));
    fields.put("idempotency_key", message.key());
    fields.put("title", message.title());
    fields.putAll(message.fields());
    fields.put("sent_at", message.sentAt().toString());
    try {
      return Json.mapper().writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Values of files may stand in it: only an address of the settings may mention somebody. */
  private static String text(AlertMessage message) {
    String mentions =
        message.recipients().stream().map(who -> who + " ").collect(Collectors.joining());
    String lines =
        message.details().stream()
            .map(
                detail -> {
                  String value = escaped(detail.text());
                  return "\n*%s:* %s"
                      .formatted(detail.name(), detail.isCommand() ? "`" + value + "`" : value);
                })
            .collect(Collectors.joining());
    return mentions + "*" + escaped(message.title()) + "*" + lines;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}

package org.churnwise.notification;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.churnwise.config.AlertOwner;
import org.churnwise.config.AlertSettings;
import org.churnwise.error.Printable;
import org.churnwise.notification.AlertMessage.Detail;
import org.churnwise.notification.DueMessages.Due;
import org.churnwise.quality.Alert;
import org.churnwise.quality.AlertState;
import org.churnwise.quality.Severity;
import org.churnwise.run.Run;

/** Words for a message: what happened, where, whom it concerns, what to do next. */
final class MessageTexts {
  /** A subject line of a mail, or the first line of a chat. */
  private static final int LONGEST_TITLE = 150;

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final AlertSettings settings;
  private final String place;
  private final Run run;

  /**
   * @param place the warehouse, as it describes itself
   */
  MessageTexts(AlertSettings settings, String place, Run run) {
    this.settings = settings;
    this.place = place;
    this.run = run;
  }

  AlertMessage of(Due due, Optional<String> decision) {
    Alert alert = due.alert();
    Instant now = run.clock().instant();
    List<String> owners = Guide.owners(alert);
    String title = title(due, now);
    List<Detail> details = new ArrayList<>();
    if (!title.endsWith(alert.message())) {
      details.add(new Detail("What", alert.message(), false)); // the title is cut
    }
    decision.ifPresent(why -> details.add(new Detail("Decision", why, false)));
    details.add(new Detail("About", about(alert), false));
    details.add(new Detail("Concerns", concerned(owners), false));
    if (alert.isActive()) {
      details.add(new Detail("Next", Guide.nextCommand(alert), true));
      details.add(new Detail("Details", "submit/churn alerts show " + alert.alertId(), true));
    }
    if (alert.state() == AlertState.OPEN) {
      details.add(
          new Detail(
              "If you take it",
              "submit/churn alerts ack " + alert.alertId() + " --reason \"...\"",
              true));
    }
    details.add(new Detail("Where", place + ", run from " + folder(), false));
    return new AlertMessage(
        due.key(), title, details, addresses(owners, due.channel()), fields(due, owners), now);
  }

  /** A message that only proves that a channel works. */
  static AlertMessage test(AlertSettings settings, String channel, Instant now) {
    List<String> everybody =
        settings.owners().values().stream()
            .filter(owner -> owner.channel().equals(channel))
            .flatMap(owner -> owner.address().stream())
            .distinct()
            .sorted()
            .toList();
    return new AlertMessage(
        Delivery.key("test", now.toEpochMilli(), AlertState.OPEN, Severity.WARNING, 0, channel),
        "Churnwise test: channel " + channel + " works",
        List.of(
            new Detail("What", "somebody ran 'submit/churn alerts test " + channel + "'", false),
            new Detail("Next", "nothing: this is no alert", false),
            new Detail("Where", folder(), false)),
        everybody,
        Map.of("event", "test", "state", "TEST"),
        now);
  }

  private static String title(Due due, Instant now) {
    Alert alert = due.alert();
    String start =
        switch (alert.state()) {
          case OPEN ->
              due.reminder() == 0
                  ? due.severity().name()
                  : "%s, still open after %s"
                      .formatted(due.severity(), days(alert.openedAt(), now));
          case ACKNOWLEDGED -> "in work";
          case RESOLVED -> "resolved";
        };
    String title = "Churnwise %s: %s".formatted(start, Printable.inOneLine(alert.message()));
    return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE - 3) + "...";
  }

  private static String days(Instant from, Instant to) {
    long days = Duration.between(from, to).toDays();
    return days == 1 ? "1 day" : days + " days";
  }

  private static String about(Alert alert) {
    return "%s of %s%s, open since %s"
        .formatted(
            alert.source(),
            alert.subject(),
            alert.snapshotDate().map(day -> " at snapshot " + day).orElse(""),
            MINUTE.format(alert.openedAt()));
  }

  private String concerned(List<String> owners) {
    List<String> named = new ArrayList<>();
    for (String owner : owners) {
      named.add(settings.owner(owner).map(who -> who.name() + " (" + owner + ")").orElse(owner));
    }
    return String.join(", ", named);
  }

  private List<String> addresses(List<String> owners, String channel) {
    return owners.stream()
        .flatMap(owner -> settings.owner(owner).stream())
        .filter(owner -> owner.channel().equals(channel))
        .map(AlertOwner::address)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static String folder() {
    return Path.of("").toAbsolutePath().toString();
  }

  private Map<String, Object> fields(Due due, List<String> owners) {
    Alert alert = due.alert();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", due.reminder() == 0 ? "alert" : "reminder");
    fields.put("alert_id", alert.alertId());
    fields.put("episode", alert.episode());
    fields.put("state", alert.state().name());
    fields.put("severity", due.severity().name());
    fields.put("source", alert.source());
    fields.put("subject", alert.subject());
    fields.put("snapshot_date", alert.snapshotDate().map(Object::toString).orElse(null));
    fields.put("message", alert.message());
    fields.put("owners", owners);
    fields.put("next_command", Guide.nextCommand(alert));
    fields.put("opened_at", alert.openedAt().toString());
    fields.put("warehouse", place);
    fields.put("run_id", run.id());
    return fields;
  }
}

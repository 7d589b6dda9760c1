package org.churnwise.run;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.churnwise.config.SentimentFunction;

/**
 * Which part of a table a stage writes whole. {@link #toString} is its form in the tables, and
 * {@link #of} the only reader of that form.
 */
public sealed interface SliceId {

  /** The snapshot, watermark or declared day; empty for a file and for what was accepted. */
  default Optional<LocalDate> ofDay() {
    return Optional.empty();
  }

  /** A loaded file, by its name. */
  record LoadedFile(String name) implements SliceId {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A declaration that sales are known before a day. */
  record LoadedTo(LocalDate day) implements SliceId {
    @Override
    public Optional<LocalDate> ofDay() {
      return Optional.of(day);
    }

    @Override
    public String toString() {
      return day.toString();
    }
  }

  /** What a person accepted, as {@code --accept} names it. */
  record Accepted(String what) implements SliceId {
    private static final String OPTION = "--accept ";

    @Override
    public String toString() {
      return OPTION + what;
    }
  }

  /**
   * Comments that another function has scored anew: those of a loaded file, or those that were
   * taken back.
   */
  record Rescored(SentimentFunction before, SentimentFunction by, Optional<String> file)
      implements SliceId {
    private static final Pattern FORM =
        Pattern.compile("--rescore ([a-z_]+) to ([a-z_]+)(?: of (.+))?");

    @Override
    public String toString() {
      return "--rescore " + before + " to " + by + file.map(name -> " of " + name).orElse("");
    }

    private static Optional<SliceId> of(String text) {
      Matcher parts = FORM.matcher(text);
      return parts.matches()
          ? Optional.of(
              new Rescored(
                  SentimentFunction.named(parts.group(1)),
                  SentimentFunction.named(parts.group(2)),
                  Optional.ofNullable(parts.group(3))))
          : Optional.empty();
    }
  }

  /** The features, or the labels, of a snapshot. */
  record Snapshot(LocalDate date) implements SliceId {
    @Override
    public Optional<LocalDate> ofDay() {
      return Optional.of(date);
    }

    @Override
    public String toString() {
      return date.toString();
    }
  }

  /** A training, by its watermark. */
  record Training(LocalDate watermark) implements SliceId {
    @Override
    public Optional<LocalDate> ofDay() {
      return Optional.of(watermark);
    }

    @Override
    public String toString() {
      return watermark.toString();
    }
  }

  /**
   * A recalibration at a watermark: the booster of a model with a new calibration.
   *
   * @param modelVersion that the booster was fitted for
   */
  record Recalibration(LocalDate watermark, String modelVersion) implements SliceId {
    @Override
    public Optional<LocalDate> ofDay() {
      return Optional.of(watermark);
    }

    @Override
    public String toString() {
      return watermark + " recalibration " + modelVersion;
    }
  }

  /** The predictions of a model for a snapshot. */
  record Predictions(LocalDate snapshot, String modelVersion) implements SliceId {
    @Override
    public Optional<LocalDate> ofDay() {
      return Optional.of(snapshot);
    }

    @Override
    public String toString() {
      return snapshot + " " + modelVersion;
    }
  }

  /** The realised performance of a snapshot. */
  record Performance(LocalDate snapshot) implements SliceId {
    @Override
    public Optional<LocalDate> ofDay() {
      return Optional.of(snapshot);
    }

    @Override
    public String toString() {
      return "performance " + snapshot;
    }
  }

  /** The drift of features or predictions at a snapshot. */
  record Drift(DriftSubject subject, LocalDate snapshot) implements SliceId {
    @Override
    public Optional<LocalDate> ofDay() {
      return Optional.of(snapshot);
    }

    @Override
    public String toString() {
      return subject + " drift " + snapshot;
    }
  }

  /** How the predictions of a snapshot did in its first days, before its labels are FINAL. */
  record Interim(LocalDate snapshot, int days) implements SliceId {
    @Override
    public Optional<LocalDate> ofDay() {
      return Optional.of(snapshot);
    }

    /** First day after these days. */
    public LocalDate end() {
      return snapshot.plusDays(days);
    }

    @Override
    public String toString() {
      return "interim " + snapshot + " " + days;
    }
  }

  /** What drifts. */
  enum DriftSubject {
    FEATURE,
    PREDICTION;

    /** The name in the tables. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The slice that a text in a table names.
   *
   * @throws IllegalArgumentException for a text that the stage never writes
   */
  static SliceId of(Stage stage, String text) {
    try {
      return switch (stage) {
        case INGEST -> ofIngest(text);
        case FEATURES, LABEL -> new Snapshot(LocalDate.parse(text));
        case TRAIN -> {
          Matcher again = Text.RECALIBRATION.matcher(text);
          yield again.matches()
              ? new Recalibration(LocalDate.parse(again.group(1)), again.group(2))
              : new Training(LocalDate.parse(text));
        }
        case SCORE -> {
          Matcher parts = Text.match(Text.PREDICTIONS, text);
          yield new Predictions(LocalDate.parse(parts.group(1)), parts.group(2));
        }
        case MONITOR -> {
          Matcher interim = Text.INTERIM.matcher(text);
          if (interim.matches()) {
            yield new Interim(
                LocalDate.parse(interim.group(1)), Integer.parseInt(interim.group(2)));
          }
          Matcher parts = Text.match(Text.MONITORED, text);
          LocalDate snapshot = LocalDate.parse(parts.group(2));
          yield parts.group(1) == null
              ? new Performance(snapshot)
              : new Drift(DriftSubject.valueOf(parts.group(1).toUpperCase(Locale.ROOT)), snapshot);
        }
      };
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("stage " + stage + " has no slice '" + text + "'", e);
    }
  }

  private static SliceId ofIngest(String text) {
    if (text.startsWith(Accepted.OPTION)) {
      return new Accepted(text.substring(Accepted.OPTION.length()));
    }
    return Text.DAY.matcher(text).matches()
        ? new LoadedTo(LocalDate.parse(text))
        : Rescored.of(text).orElseGet(() -> new LoadedFile(text));
  }

  /** How the texts are written. */
  final class Text {
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern PREDICTIONS = Pattern.compile("(" + DAY + ") (.+)");
    private static final Pattern RECALIBRATION =
        Pattern.compile("(" + DAY + ") recalibration (.+)");
    private static final Pattern INTERIM = Pattern.compile("interim (" + DAY + ") (\\d{1,4})");
    private static final Pattern MONITORED =
        Pattern.compile("(?:performance|(feature|prediction) drift) (" + DAY + ")");

    private Text() {}

    private static Matcher match(Pattern pattern, String text) {
      Matcher matcher = pattern.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("not of the form " + pattern);
      }
      return matcher;
    }
  }
}

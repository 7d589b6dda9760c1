package org.churnwise.model.features;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;
import org.churnwise.error.ChurnException;

/**
 * One column of customer_features.
 *
 * @param name the column, in snake case
 * @param input whether it is a model input; never true for a date
 * @param monitored whether its drift is measured
 * @param kind how its drift is judged
 * @param owner who is responsible for its data
 * @param concept what it describes: recency, spend, orders, rhythm, mood or profile
 * @param meaning one line with the unit
 * @param reason the wording of a reason for a prediction, see {@link #inWords}; empty if it is not
 *     an input
 * @param reasonMissing the whole wording where the value is null; empty: that of any value
 */
public record Feature(
    String name,
    FeatureType type,
    boolean input,
    boolean monitored,
    FeatureKind kind,
    String owner,
    String concept,
    String meaning,
    String reason,
    String reasonMissing)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final Pattern COLUMN = Pattern.compile("[a-z][a-z0-9_]*");

  /** Columns that rows of a training or a comparison have besides the features. */
  private static final List<String> TAKEN =
      List.of(
          "snapshot_date",
          "customer_id",
          "churned",
          "left_out",
          "churn_probability",
          "held_out_probability",
          "is_held_out",
          "is_fitted",
          "is_younger",
          "has_age",
          "row_count",
          "positives");

  private static final List<String> CONCEPTS =
      List.of("recency", "spend", "orders", "rhythm", "mood", "profile");

  /** How a missing value, or a category that no model has seen, reads. */
  public static final String UNKNOWN = "unknown";

  private static final String VALUE = "{value}";
  private static final Pattern ONE_OR_MANY = Pattern.compile("\\{([^{}|]*)\\|([^{}|]*)}");

  public Feature {
    if (!COLUMN.matcher(name).matches()) {
      throw refused(name, "its name must be snake case, such as days_since_last_purchase");
    }
    if (TAKEN.contains(name)) {
      throw refused(name, "the rows of a training have a column of that name; choose another");
    }
    if (input && type == FeatureType.DATE) {
      throw refused(name, "a date cannot be a model input; set input = false");
    }
    if (owner.isBlank()) {
      throw refused(name, "owner is blank; name who is responsible for the data");
    }
    if (!CONCEPTS.contains(concept)) {
      String all = String.join(", ", CONCEPTS);
      throw refused(name, "concept = " + concept + " is not one of " + all);
    }
    if (meaning.isBlank() || meaning.contains("\n")) {
      throw refused(name, "meaning is not one line of text");
    }
    if (input && (!reason.contains(VALUE) || reason.contains("\n"))) {
      throw refused(
          name, "reason is not one line with {value}, such as \"spent {value} USD so far\"");
    }
    if (!reasonMissing.isEmpty() && (!input || type != FeatureType.NUMERIC)) {
      throw refused(name, "reason-missing is for a numeric model input; leave it out");
    }
    if (reasonMissing.contains(VALUE) || reasonMissing.contains("\n")) {
      throw refused(name, "reason-missing is not one line without {value}");
    }
  }

  /** A feature of a kind that is not stated: behaviour. */
  public Feature(
      String name,
      FeatureType type,
      boolean input,
      boolean monitored,
      String owner,
      String concept,
      String meaning,
      String reason) {
    this(name, type, input, monitored, FeatureKind.BEHAVIOUR, owner, concept, meaning, reason);
  }

  /** A feature whose missing values are worded like any other. */
  public Feature(
      String name,
      FeatureType type,
      boolean input,
      boolean monitored,
      FeatureKind kind,
      String owner,
      String concept,
      String meaning,
      String reason) {
    this(name, type, input, monitored, kind, owner, concept, meaning, reason, "");
  }

  /**
   * The reason of a customer with this value: {@code no purchase for 64 days}.
   *
   * @param value {@link #UNKNOWN} for a missing one
   */
  public String inWords(String value) {
    if (value.equals(UNKNOWN) && !reasonMissing.isEmpty()) {
      return reasonMissing;
    }
    String wording = value.equals("1") ? "$1" : "$2";
    return ONE_OR_MANY.matcher(reason).replaceAll(wording).replace(VALUE, value);
  }

  /** The same column, but no model input. */
  Feature asNoInput() {
    return new Feature(name, type, false, monitored, kind, owner, concept, meaning, reason);
  }

  static ChurnException refused(String name, String problem) {
    return ChurnException.usage("conf/features.conf: feature " + name + ": " + problem);
  }
}

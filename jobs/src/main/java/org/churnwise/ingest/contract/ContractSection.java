package org.churnwise.ingest.contract;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.churnwise.config.NearestName;
import org.churnwise.error.ChurnException;

/**
 * A section of a contract's file, read key by key. An invalid value is refused with file, line and
 * what is allowed.
 */
final class ContractSection {
  /** What a draft has instead of a column that nothing shows. */
  private static final String UNKNOWN = "?";

  private final ConfigObject object;
  private final String path;
  private final Set<String> known;
  private final ContractSection above;

  /** The whole file with its allowed keys. */
  ContractSection(ConfigObject object, String path, Set<String> known) {
    this(object, path, known, null);
  }

  /**
   * @param known allowed keys
   * @param above the section that holds this one; null for the whole file
   */
  private ContractSection(
      ConfigObject object, String path, Set<String> known, ContractSection above) {
    this.object = object;
    this.path = path;
    this.known = known;
    this.above = above;
    for (String key : object.keySet().stream().sorted().toList()) {
      if (!known.contains(key)) {
        throw refused(object.get(key), "unknown key '" + key(key) + "'; " + hint(key));
      }
    }
  }

  /** Where an unknown key belongs: in a section above, or under another name. */
  private String hint(String key) {
    for (ContractSection at = above; at != null; at = at.above) {
      if (at.known.contains(key)) {
        String place = at.path.isEmpty() ? "the top of the file" : at.path;
        return "%s belongs in %s, not in %s".formatted(key, place, path);
      }
    }
    return NearestName.question(key, known);
  }

  List<String> keys() {
    return object.keySet().stream().sorted().toList();
  }

  boolean isList(String key) {
    return object.get(key) instanceof ConfigList;
  }

  boolean has(String key) {
    return object.containsKey(key);
  }

  /** The section below a key; empty if the key is absent. */
  ContractSection section(String key, Set<String> known) {
    ConfigObject empty = ConfigFactory.empty().root();
    ConfigValue value = object.getOrDefault(key, empty);
    return new ContractSection(asObject(value, key(key)), key(key), known, this);
  }

  /** The sections in the list below a key. */
  List<ContractSection> sections(String key, Set<String> known) {
    List<ContractSection> sections = new ArrayList<>();
    for (ConfigValue value : list(key)) {
      String place = key(key) + "[" + sections.size() + "]";
      sections.add(new ContractSection(asObject(value, place), place, known, this));
    }
    return sections;
  }

  String text(String key, String otherwise) {
    return optionalText(key).orElse(otherwise);
  }

  String text(String key) {
    return optionalText(key).orElseThrow(() -> refused("'" + key(key) + "' is missing"));
  }

  Optional<String> optionalText(String key) {
    ConfigValue value = object.get(key);
    if (value == null) {
      return Optional.empty();
    }
    return Optional.of(asText(value, key(key)));
  }

  /** The texts in the list below a key; one text counts as a list of one. */
  List<String> texts(String key, List<String> otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    if (object.get(key).valueType() != ConfigValueType.LIST) {
      return List.of(text(key));
    }
    return list(key).stream().map(value -> asText(value, key(key))).toList();
  }

  /** Whether the value of a key is a section. */
  boolean isSection(String key) {
    return object.get(key) instanceof ConfigObject;
  }

  /** The texts of the section below a key, by their keys. */
  Map<String, String> textsByKey(String key) {
    Map<String, String> texts = new HashMap<>();
    asObject(object.get(key), key(key))
        .forEach((name, value) -> texts.put(name, asText(value, key(key) + "." + name)));
    return texts;
  }

  boolean flag(String key) {
    String text = text(key, "false");
    if (!text.equals("true") && !text.equals("false")) {
      throw refused(object.get(key), "'" + key(key) + "' = '" + text + "' must be true or false");
    }
    return text.equals("true");
  }

  /** One character, or {@code empty} for an empty text. */
  char character(String key, char otherwise, char empty) {
    String text = text(key, String.valueOf(otherwise));
    if (text.length() > 1) {
      throw refused(object.get(key), "'" + key(key) + "' = '" + text + "' must be one character");
    }
    return text.isEmpty() ? empty : text.charAt(0);
  }

  /** A number, or null if the key is absent. */
  BigDecimal number(String key) {
    if (!has(key)) {
      return null;
    }
    try {
      return new BigDecimal(text(key));
    } catch (NumberFormatException e) {
      throw refused(object.get(key), "'" + key(key) + "' = '" + text(key) + "' must be a number");
    }
  }

  /** A time zone by its name, as Europe/Berlin. */
  ZoneId zone(String key, ZoneId otherwise) {
    try {
      return has(key) ? ZoneId.of(text(key)) : otherwise;
    } catch (DateTimeException e) {
      throw refused(
          object.get(key),
          "'%s' = '%s' must be a time zone, as Europe/Berlin or UTC"
              .formatted(key(key), text(key)));
    }
  }

  double share(String key, double otherwise) {
    double share = has(key) ? number(key).doubleValue() : otherwise;
    if (share < 0 || share > 1) {
      throw refused(object.get(key), "'" + key(key) + "' = " + share + " must be in [0, 1]");
    }
    return share;
  }

  /** A column of a file: a number is a position, a text a name. */
  ColumnRef column(String key) {
    text(key); // refuses an absent key
    ColumnRef column = asColumn(object.get(key), key);
    if (column.toString().equals(UNKNOWN)) {
      throw refused("'%s' = \"?\" stands for a column yet to be named".formatted(key(key)));
    }
    return column;
  }

  List<ColumnRef> columns(String key) {
    return list(key).stream().map(value -> asColumn(value, key)).toList();
  }

  /** A failure that names this section's place in the file. */
  ChurnException refused(String message) {
    return refused(object, message);
  }

  private ColumnRef asColumn(ConfigValue value, String key) {
    if (value.valueType() != ConfigValueType.NUMBER) {
      return new ColumnRef.Named(asText(value, key(key)));
    }
    String text = value.unwrapped().toString();
    if (!text.matches("[1-9]\\d{0,4}")) {
      throw refused(value, "'" + key(key) + "' = " + text + " must be a position: 1, 2, ...");
    }
    return new ColumnRef.Position(Integer.parseInt(text));
  }

  private ConfigList list(String key) {
    ConfigValue value = object.get(key);
    if (value instanceof ConfigList list) {
      return list;
    }
    if (value == null) {
      return ConfigValueFactory.fromIterable(List.of());
    }
    throw refused(value, "'" + key(key) + "' must be a list: [ ... ]");
  }

  private ConfigObject asObject(ConfigValue value, String place) {
    if (value instanceof ConfigObject section) {
      return section;
    }
    throw refused(value, "'" + place + "' must be a section: { ... }");
  }

  private String asText(ConfigValue value, String place) {
    return switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> value.unwrapped().toString();
      default -> throw refused(value, "'" + place + "' must be one value");
    };
  }

  private ChurnException refused(ConfigValue at, String message) {
    return ChurnException.usage("contract " + at.origin().description() + ": " + message);
  }

  private String key(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}

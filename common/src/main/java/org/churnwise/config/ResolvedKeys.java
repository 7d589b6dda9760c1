package org.churnwise.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/** Every key of a run, sorted by name. No rendering of it shows a secret. */
public record ResolvedKeys(List<ResolvedKey> keys) {
  /**
   * Keys that decide about alerts only, or which slices there are, beside keys that decide what is
   * in one.
   */
  private static final Set<String> IN_NO_SLICE =
      Set.of("monitoring.max-age-days", "monitoring.interim-days");

  public ResolvedKeys {
    keys = keys.stream().sorted(Comparator.comparing(ResolvedKey::key)).toList();
  }

  /**
   * The value of a key, a secret's too.
   *
   * @throws IllegalArgumentException if there is no such key
   */
  public String value(String key) {
    return keys.stream()
        .filter(resolved -> resolved.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no key " + key))
        .value();
  }

  /** Key to value of all but secrets, by name. */
  public Map<String, String> withoutSecrets() {
    Map<String, String> values = new TreeMap<>();
    keys.stream()
        .filter(resolved -> !resolved.secret())
        .forEach(resolved -> values.put(resolved.key(), resolved.value()));
    return values;
  }

  /** SHA-256 of all keys and values but secrets; equal for values that differ only in notation. */
  public String hash() {
    return hashWhere(key -> true);
  }

  /**
   * SHA-256 of the keys that are or lie under one of the prefixes ({@code training}, {@code
   * churn.window-days}), but secrets and keys that decide about alerts only.
   *
   * @throws IllegalArgumentException if a prefix covers no key, since a misspelt one would hide a
   *     change
   */
  public String hashOf(String... prefixes) {
    for (String prefix : prefixes) {
      if (keys.stream().noneMatch(resolved -> under(resolved.key(), prefix))) {
        throw new IllegalArgumentException("no key under " + prefix);
      }
    }
    return hashWhere(
        key ->
            !IN_NO_SLICE.contains(key)
                && Arrays.stream(prefixes).anyMatch(prefix -> under(key, prefix)));
  }

  /**
   * The table of {@code churn status --conf-show}: key, value and origin in aligned columns, one
   * line a key.
   */
  public List<String> table() {
    List<ResolvedKey> rows = new ArrayList<>();
    rows.add(new ResolvedKey("key", "value", "where it came from", false));
    rows.addAll(keys);
    int keyWidth = width(rows, ResolvedKey::key);
    int valueWidth = width(rows, ResolvedKey::shown);
    return rows.stream()
        .map(row -> pad(row.key(), keyWidth) + pad(row.shown(), valueWidth) + row.origin())
        .toList();
  }

  private String hashWhere(Predicate<String> wanted) {
    return DigestUtils.sha256Hex(
        keys.stream()
            .filter(resolved -> !resolved.secret() && wanted.test(resolved.key()))
            .map(resolved -> resolved.key() + "=" + resolved.value() + "\n")
            .collect(Collectors.joining()));
  }

  private static boolean under(String key, String prefix) {
    return key.equals(prefix) || key.startsWith(prefix + ".");
  }

  private static int width(List<ResolvedKey> rows, Function<ResolvedKey, String> column) {
    return rows.stream().mapToInt(row -> column.apply(row).length()).max().orElse(0);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length() + 2);
  }
}

package org.churnwise.run;

import java.io.Serializable;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * The customers who were erased, by keyed hash: whoever loads rows leaves theirs out.
 *
 * @param hashes of customer ids, by the key that they are hashed with; more than one key only after
 *     a restore
 */
public record ForgottenCustomers(Map<ForgettingKey, Set<String>> hashes) implements Serializable {
  private static final RecordRows<Forgotten> ROWS =
      new RecordRows<>(
          Tables.FORGOTTEN_CUSTOMERS, Forgotten.class, "key_name", "forgotten_at", "run_id");

  /** What may stand around an id in the text of a record, whatever the contract. */
  private static final Pattern BETWEEN_CELLS =
      Pattern.compile("[,;\":{}\\[\\]=\\t|^~\\x01\\n\\r]+");

  private static final Pattern BETWEEN_WORDS = Pattern.compile("\\s+");

  /** Nobody. */
  public static ForgottenCustomers none() {
    return new ForgottenCustomers(Map.of());
  }

  /** Those of a warehouse: one query. */
  public static ForgottenCustomers read(Warehouse warehouse) {
    Map<ForgettingKey, Set<String>> hashes = new HashMap<>();
    for (ResultRow row : warehouse.query(Sql.named("erasing/forgotten_customers"))) {
      hashes
          .computeIfAbsent(
              new ForgettingKey(row.string("key_name"), row.string("key_hex")),
              key -> new HashSet<>())
          .add(row.string("customer_hash"));
    }
    return new ForgottenCustomers(hashes);
  }

  public boolean isEmpty() {
    return hashes.isEmpty();
  }

  /** How many customers. */
  public int count() {
    return hashes.values().stream().mapToInt(Set::size).sum();
  }

  /** Has another warehouse leave them out too. */
  public void writeTo(Warehouse warehouse, Run run) {
    Instant now = run.clock().instant();
    hashes.forEach(
        (key, known) -> {
          ForgettingKey.ROWS.insert(warehouse, List.of(key), now, run.id());
          insert(warehouse, run, key, known);
        });
  }

  /** Adds customers by their hashes; belongs in the caller's transaction. */
  public static void insert(
      Warehouse warehouse, Run run, ForgettingKey key, Collection<String> hashes) {
    ROWS.insert(
        warehouse,
        hashes.stream().map(Forgotten::new).toList(),
        key.keyName(),
        run.clock().instant(),
        run.id());
  }

  private record Forgotten(String customerHash) {}

  /** Looks up ids, about a microsecond each; for one thread. */
  public Search search() {
    Map<UnaryOperator<String>, Set<String>> byHasher = new HashMap<>();
    hashes.forEach((key, known) -> byHasher.put(key.hasher(), known));
    return new Search(byHasher);
  }

  /** A look-up. */
  public static final class Search {
    private final Map<UnaryOperator<String>, Set<String>> byHasher;

    private Search(Map<UnaryOperator<String>, Set<String>> byHasher) {
      this.byHasher = byHasher;
    }

    /** Whether a customer was erased. */
    public boolean holds(String customerId) {
      return byHasher.entrySet().stream()
          .anyMatch(known -> known.getValue().contains(known.getKey().apply(customerId)));
    }

    /** Whether a cell or a word of a record's text is the id of such a customer. */
    public boolean isNamedIn(String record) {
      return Arrays.stream(BETWEEN_CELLS.split(record))
          .map(String::strip)
          .flatMap(cell -> Stream.concat(Stream.of(cell), BETWEEN_WORDS.splitAsStream(cell)))
          .filter(text -> !text.isEmpty())
          .flatMap(text -> spellings(text).stream())
          .distinct()
          .anyMatch(this::holds);
    }

    /** A contract may have written the letters of ids in one case. */
    private static List<String> spellings(String text) {
      return List.of(text, text.toUpperCase(Locale.ROOT), text.toLowerCase(Locale.ROOT));
    }
  }
}

package org.churnwise.run;

import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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
  private static final String AROUND_CELLS = ",;\":{}[]=\t|^~\u0001\n\r";

  private static final String AROUND_WORDS = AROUND_CELLS + " ";

  /** How many of these may stand in an id itself, unless it is a whole cell. */
  public static final int MOST_WITHIN = 6;

  /** A quote in a cell is written twice, or behind a backslash. */
  private static final Pattern WRITTEN_QUOTE = Pattern.compile("\"\"|\\\\\"");

  private static final Pattern LETTER_OR_DIGIT = Pattern.compile("[\\p{L}\\p{N}]");

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

  /**
   * Has another warehouse leave them out too, beside those whom it leaves out already; belongs in
   * the caller's transaction.
   */
  public void addTo(Warehouse warehouse, Run run) {
    ForgottenCustomers there = read(warehouse);
    Map<ForgettingKey, Set<String>> missing = new HashMap<>();
    hashes.forEach(
        (key, known) -> {
          Set<String> others = new HashSet<>(known);
          others.removeAll(there.hashes.getOrDefault(key, Set.of()));
          missing.put(key, others);
        });
    List<ForgettingKey> keys = ForgettingKey.all(warehouse);
    missing.forEach(
        (key, others) -> {
          if (!keys.contains(key)) {
            ForgettingKey.ROWS.insert(warehouse, List.of(key), run.clock().instant(), run.id());
          }
          insert(warehouse, run, key, others);
        });
  }

  /** Has another warehouse that leaves out nobody leave them out too. */
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

    /** The same for the id of a bad row: another contract may have trimmed it, or its case. */
    public boolean holdsSpelling(String customerId) {
      return spellings(customerId).anyMatch(this::holds);
    }

    /** Whether a cell, a word or several words of a record's text are the id of such a customer. */
    public boolean isNamedIn(String record) {
      return namedIn(record, MOST_WITHIN).anyMatch(this::holds);
    }
  }

  /** An id as it is, and without spaces around it also with letters of one case. */
  public static Stream<String> spellings(String customerId) {
    String plain = customerId.strip();
    return Stream.of(
            customerId, plain, plain.toUpperCase(Locale.ROOT), plain.toLowerCase(Locale.ROOT))
        .distinct();
  }

  /** Whether an id is looked for in texts: dashes and stars stand there for other reasons. */
  public static boolean isSearchable(String customerId) {
    return LETTER_OR_DIGIT.matcher(customerId).find();
  }

  /** How many separators of words stand within an id. */
  public static int separatorsWithin(String customerId) {
    return (int) customerId.chars().filter(c -> AROUND_WORDS.indexOf(c) >= 0).count();
  }

  /**
   * The spellings of all that may be an id in the text of a record: a cell, a word, or several
   * words.
   *
   * @param within how many separators may stand within several words
   */
  public static Stream<String> namedIn(String record, int within) {
    String text = WRITTEN_QUOTE.matcher(record).replaceAll("\"");
    return Stream.concat(
            between(text, AROUND_CELLS, 0).map(String::strip), between(text, AROUND_WORDS, within))
        .filter(ForgottenCustomers::isSearchable)
        .flatMap(ForgottenCustomers::spellings)
        .distinct();
  }

  /**
   * The parts of a text from one separator to a later one, with up to so many separators within.
   */
  private static Stream<String> between(String text, String separators, int within) {
    int[] ends =
        IntStream.rangeClosed(0, text.length())
            .filter(i -> i == text.length() || separators.indexOf(text.charAt(i)) >= 0)
            .toArray();
    return IntStream.range(0, ends.length)
        .boxed()
        .flatMap(
            first ->
                IntStream.rangeClosed(first, Math.min(first + within, ends.length - 1))
                    .mapToObj(
                        last -> text.substring(first == 0 ? 0 : ends[first - 1] + 1, ends[last])));
  }
}

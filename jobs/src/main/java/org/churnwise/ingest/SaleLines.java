package org.churnwise.ingest;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.churnwise.ingest.contract.ColumnRule;
import org.churnwise.ingest.contract.Currency;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.ingest.contract.RecordFilter;
import org.churnwise.ingest.csv.TextRecord;

/** The lines of one sale in the order of the file, good ones and the reasons of bad ones. */
final class SaleLines {
  private static final Set<String> SUMMED = Set.of("total_amount", "num_items");
  private static final String CUSTOMER = "customer_id";

  private final FeedContract contract;
  private final LandingRows made;
  private final List<RecordFilter> filters;
  private final ReturnJudge returns;
  private List<Row> lines;

  SaleLines(FileTask task, List<Row> lines) {
    this.contract = task.contract();
    this.made = new LandingRows(task);
    this.filters = contract.dropped();
    this.returns = new ReturnJudge(contract.returns());
    this.lines = lines;
  }

  /**
   * Leaves out what the contract drops; returns how many records. A line without a value in the
   * column of a filter has that of the first line with one: exports write what holds for the whole
   * sale on one line.
   */
  long drop() {
    List<String> ofSale = ofSale(0, filters.size());
    boolean all = lines.stream().anyMatch(line -> isDropped(line, ofSale, true));
    List<Row> kept =
        all ? List.of() : lines.stream().filter(line -> !isDropped(line, ofSale, false)).toList();
    long dropped = records(lines) - records(kept);
    lines = kept;
    return dropped;
  }

  /** The first values of the lines in some of the columns that are tested. */
  private List<String> ofSale(int from, int count) {
    List<String> ofSale = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      int place = i;
      ofSale.add(
          lines.stream()
              .map(line -> LandingRows.tested(line).get(place))
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null));
    }
    return ofSale;
  }

  private boolean isDropped(Row line, List<String> ofSale, boolean whole) {
    List<String> own = LandingRows.tested(line);
    for (int i = 0; i < filters.size(); i++) {
      String value = own.get(i) == null ? ofSale.get(i) : own.get(i);
      if (filters.get(i).ofWholeSale() == whole && filters.get(i).drops(value)) {
        return true;
      }
    }
    return false;
  }

  private static long records(List<Row> rows) {
    return rows.stream().mapToLong(row -> row.getLong(LandingRows.place("record_count"))).sum();
  }

  /** The currencies that the lines name. */
  Set<String> currencies() {
    return lines.stream()
        .map(line -> LandingRows.tested(line).get(filters.size()))
        .filter(Objects::nonNull)
        .map(Currency::plain)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Says that a file holds a currency. */
  Row currencyRow(String name) {
    return made.currency(name, lineNumber(lines.get(0)));
  }

  /** One good row, or its lines as bad ones; none if all lines are dropped. */
  List<Row> rows() {
    if (lines.isEmpty()) {
      return List.of();
    }
    List<Row> bad = lines.stream().filter(LandingRows::isBad).toList();
    if (!bad.isEmpty()) {
      // the sum of its other lines would be wrong
      Problem other = new Problem("bad_line_in_sale", null, null);
      return Stream.concat(
              bad.stream(),
              lines.stream()
                  .filter(line -> !bad.contains(line))
                  .flatMap(line -> refused(line, List.of(other))))
          .toList();
    }
    List<Problem> problems = new ArrayList<>();
    BigDecimal refunded = refunded(problems);
    boolean takesBack = refunded != null || takesBack();
    Object[] sale = folded(problems);
    if (sale[LandingRows.place("total_amount")] != null) {
      returns.decide(sale, takesBack, refunded).stream()
          .filter(problem -> !problems.contains(problem))
          .forEach(problems::add);
    }
    return problems.isEmpty()
        ? List.of(LandingRows.of(sale))
        : lines.stream().flatMap(line -> refused(line, problems)).toList();
  }

  /** Gives the lines their signs; returns whether one of them takes money back. */
  private boolean takesBack() {
    int from = filters.size() + 1;
    int marks = contract.returns().marks().size();
    List<String> ofSale = ofSale(from, marks);
    List<Row> signed = new ArrayList<>();
    boolean takesBack = false;
    for (Row line : lines) {
      List<String> values = new ArrayList<>(LandingRows.tested(line).subList(from, from + marks));
      for (int i = 0; i < marks; i++) {
        values.set(i, values.get(i) == null ? ofSale.get(i) : values.get(i));
      }
      Object[] copy = LandingRows.copy(line);
      takesBack |= returns.sign(copy, returns.mark(values));
      signed.add(RowFactory.create(copy));
    }
    lines = signed;
    return takesBack;
  }

  /** The money that went back of the sale, apart from its lines; null for none. */
  private BigDecimal refunded(List<Problem> problems) {
    ColumnRule rule = contract.returns().refunded();
    if (rule == null) {
      return null;
    }
    List<BigDecimal> found =
        lines.stream()
            .map(LandingRows::tested)
            .map(values -> values.get(values.size() - 1))
            .filter(Objects::nonNull)
            .map(value -> new BigDecimal(value).abs())
            .toList();
    if (rule.repeats() && Set.copyOf(found).size() > 1) {
      problems.add(new Problem("contradicting_lines", rule.target(), distinct(List.copyOf(found))));
    }
    return found.stream()
        .reduce((one, other) -> rule.repeats() ? one : one.add(other))
        .filter(sum -> sum.signum() != 0)
        .orElse(null);
  }

  /** One row for each reason; the first stands for the line's records. */
  private Stream<Row> refused(Row line, List<Problem> problems) {
    TextRecord record =
        new TextRecord(lineNumber(line), raw(line), List.of(), TextRecord.Flaw.NONE);
    long records = line.getLong(LandingRows.place("record_count"));
    Optional<String> owner = Optional.ofNullable(line.getString(LandingRows.place(CUSTOMER)));
    return IntStream.range(0, problems.size())
        .mapToObj(i -> made.bad(record, problems.get(i), i == 0 ? records : 0))
        .map(row -> LandingRows.of(owner, row));
  }

  private static String raw(Row line) {
    return line.getString(LandingRows.place("raw_row"));
  }

  private static long lineNumber(Row line) {
    return line.getLong(LandingRows.place("line_number"));
  }

  private Object[] folded(List<Problem> problems) {
    Object[] sale = LandingRows.copy(lines.get(0));
    sale[LandingRows.place("record_count")] = records(lines);
    // should the sale contradict another one, all of its lines are quarantined with it
    sale[LandingRows.place("raw_row")] =
        lines.stream().map(SaleLines::raw).collect(Collectors.joining("\n"));
    for (ColumnRule rule : contract.columns()) {
      fold(rule, sale, problems);
    }
    if (contract.isKeyComposed()) {
      sale[LandingRows.place("transaction_id")] = LandingRows.saleKey(lines.get(0));
    }
    if (contract.currency().source().isPresent() && currencies().isEmpty()) {
      problems.add(new Problem("missing_value", "currency", null));
    }
    return sale;
  }

  private void fold(ColumnRule rule, Object[] sale, List<Problem> problems) {
    String target = rule.target();
    int place = LandingRows.place(target);
    List<Object> values =
        lines.stream().map(line -> line.get(place)).filter(Objects::nonNull).toList();
    boolean agree = rule.repeats() || target.equals(CUSTOMER);
    if (agree && Set.copyOf(values).size() > 1) {
      problems.add(new Problem("contradicting_lines", target, distinct(values)));
    }
    sale[place] = agree ? values.stream().findFirst().orElse(null) : foldedValue(target, values);
    if (sale[place] == null && rule.required()) {
      problems.add(new Problem("missing_value", target, null));
    } else if (sale[place] instanceof BigDecimal sum && !CellReader.isMoney(sum)) {
      problems.add(new Problem("out_of_range", target, sum.toPlainString()));
    }
  }

  private static String distinct(List<Object> values) {
    return values.stream()
        .map(Object::toString)
        .distinct()
        .limit(2)
        .collect(Collectors.joining(", "));
  }

  private static Object foldedValue(String target, List<Object> values) {
    BinaryOperator<Object> fold = SUMMED.contains(target) ? SaleLines::sum : SaleLines::smaller;
    return values.stream().reduce(fold).orElse(null);
  }

  private static Object sum(Object left, Object right) {
    return left instanceof BigDecimal amount
        ? amount.add((BigDecimal) right)
        : (Object) Math.addExact((Long) left, (Long) right);
  }

  @SuppressWarnings("unchecked") // a column holds values of one type
  private static Object smaller(Object left, Object right) {
    return Collections.min(List.of((Comparable<Object>) left, (Comparable<Object>) right));
  }
}

package org.churnwise.run;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.config.SentimentFunction;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * The loaded files that stand, and how far sales are known, as of one moment. A file that was taken
 * back is none of them.
 */
public final class LoadedFiles {
  private static final String SALES = "sales";
  private static final String FEEDBACK = "feedback";

  private static final Comparator<LoadedFile> ORDER =
      Comparator.comparing(LoadedFile::feed)
          .thenComparing(
              file -> file.month().orElse(null), Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(LoadedFile::name)
          .thenComparing(LoadedFile::loadNumber);

  private final List<LoadedFile> files;
  private final List<LoadedFile> takenBack;
  private final Optional<LocalDate> firstSale;
  private final Optional<LocalDate> loadedTo;
  private final Optional<LocalDate> watermark;
  private final long newestLoad;
  private final Set<String> contracts;
  private final Optional<LocalDate> earlyRowsDue;
  private final Optional<SentimentFunction> scoredBy;

  /** Reads the state of the warehouse: one small query. */
  public LoadedFiles(Warehouse warehouse) {
    List<ResultRow> rows = warehouse.query(Sql.named("run/loaded_files"));
    Map<Boolean, List<LoadedFile>> loads =
        rows.stream()
            .filter(row -> row.optionalString("file_name").isPresent())
            .collect(
                Collectors.partitioningBy(
                    row -> row.truth("is_standing"),
                    Collectors.mapping(LoadedFiles::file, Collectors.toList())));
    this.files = loads.get(true);
    this.takenBack = loads.get(false);
    this.loadedTo = rows.get(0).optionalDate("watermark");
    this.firstSale = rows.get(0).optionalDate("first_sale");
    this.newestLoad = Math.max(newest(files), newest(takenBack));
    this.watermark = loadedTo.map(day -> earlier(day, hole(files, takenBack)));
    this.contracts =
        rows.stream()
            .flatMap(row -> row.optionalString("contract_version").stream())
            .collect(Collectors.toUnmodifiableSet());
    this.earlyRowsDue = rows.get(0).optionalDate("early_rows_due");
    this.scoredBy = rows.get(0).optionalString("scored_by").map(SentimentFunction::named);
  }

  /**
   * A state given by value, of files that name no contract and have no early rows.
   *
   * @param files by feed, month and name
   * @param takenBack loads that do not stand any more
   * @param firstSale its day
   * @param loadedTo the first day not known to be loaded for sales; empty before the first sale
   */
  public LoadedFiles(
      List<LoadedFile> files,
      List<LoadedFile> takenBack,
      Optional<LocalDate> firstSale,
      Optional<LocalDate> loadedTo) {
    this(files, takenBack, firstSale, loadedTo, Set.of(), Optional.empty(), Optional.empty());
  }

  private LoadedFiles(
      List<LoadedFile> files,
      List<LoadedFile> takenBack,
      Optional<LocalDate> firstSale,
      Optional<LocalDate> loadedTo,
      Set<String> contracts,
      Optional<LocalDate> earlyRowsDue,
      Optional<SentimentFunction> scoredBy) {
    this.files = List.copyOf(files);
    this.takenBack = List.copyOf(takenBack);
    this.firstSale = firstSale;
    this.loadedTo = loadedTo;
    this.newestLoad = Math.max(newest(files), newest(takenBack));
    this.watermark = loadedTo.map(day -> earlier(day, hole(files, takenBack)));
    this.contracts = contracts;
    this.earlyRowsDue = earlyRowsDue;
    this.scoredBy = scoredBy;
  }

  /** Whether sales were known before any that these files hold. */
  public boolean precede(List<LoadedFile> loaded) {
    return sales(loaded)
        .flatMap(file -> file.firstDay().stream())
        .allMatch(day -> firstSale.filter(first -> !first.isAfter(day)).isPresent());
  }

  /**
   * The state after a load of files that this state {@link #precede precedes}.
   *
   * @param loaded its files
   * @param declared the day that sales are declared to be loaded up to with it
   */
  public LoadedFiles with(List<LoadedFile> loaded, Optional<LocalDate> declared) {
    Stream<LocalDate> known =
        sales(loaded).flatMap(file -> file.lastDay().stream()).map(day -> day.plusDays(1));
    return new LoadedFiles(
        Stream.concat(files.stream(), loaded.stream()).sorted(ORDER).toList(),
        takenBack,
        firstSale,
        Stream.of(loadedTo.stream(), known, declared.stream())
            .flatMap(days -> days)
            .max(LocalDate::compareTo),
        contracts,
        earlyRowsDue, // rows of these files are early until after this run's day
        scoredBy);
  }

  /** The same state with comments that a function has scored. */
  public LoadedFiles scoredBy(SentimentFunction function) {
    return new LoadedFiles(
        files, takenBack, firstSale, loadedTo, contracts, earlyRowsDue, Optional.of(function));
  }

  private static Stream<LoadedFile> sales(List<LoadedFile> files) {
    return files.stream().filter(file -> file.feed().equals(SALES));
  }

  private static long newest(List<LoadedFile> loads) {
    return loads.stream().mapToLong(LoadedFile::loadNumber).max().orElse(0);
  }

  /**
   * The first month whose sales were all taken back although later months have sales: nothing from
   * there on is known, or everybody who bought in it would look churned.
   */
  private static Optional<YearMonth> hole(List<LoadedFile> standing, List<LoadedFile> takenBack) {
    TreeSet<YearMonth> known = months(standing);
    return months(takenBack).stream()
        .filter(month -> !known.contains(month) && known.higher(month) != null)
        .findFirst();
  }

  private static TreeSet<YearMonth> months(List<LoadedFile> loads) {
    return sales(loads)
        .flatMap(file -> file.month().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static LocalDate earlier(LocalDate day, Optional<YearMonth> hole) {
    return hole.map(month -> month.atDay(1)).filter(day::isAfter).orElse(day);
  }

  private static LoadedFile file(ResultRow row) {
    Optional<YearMonth> month =
        row.optionalDouble("year").isEmpty()
            ? Optional.empty()
            : Optional.of(YearMonth.of((int) row.longValue("year"), (int) row.longValue("month")));
    return new LoadedFile(
        row.string("file_type"),
        month,
        row.string("file_name"),
        row.string("content_hash"),
        row.longValue("rows_loaded"),
        row.optionalDate("first_day"),
        row.optionalDate("last_day"),
        row.longValue("load_number"),
        row.values().get("released_from") == null
            ? Optional.empty()
            : Optional.of(row.longValue("released_from")),
        row.optionalString("currency"));
  }

  /** Every loaded file that stands, by feed, month and name. */
  public List<LoadedFile> files() {
    return files;
  }

  /** Every load that was taken back; a file may be among them several times. */
  public List<LoadedFile> takenBack() {
    return takenBack;
  }

  /** The versions of the contracts that files were loaded by, as far as it was noted. */
  public Set<String> contracts() {
    return contracts;
  }

  /**
   * The first day that some quarantined row is due on which is bad only because its day had not
   * come; rows that this run has quarantined are due later than on its day.
   */
  public Optional<LocalDate> earlyRowsDue() {
    return earlyRowsDue;
  }

  /** The function that scored the comments; empty if none has a score. */
  public Optional<SentimentFunction> scoredBy() {
    return scoredBy;
  }

  /** The number of the next load; no load that was taken back had it. */
  public long nextLoad() {
    return newestLoad + 1;
  }

  /** The day of the first purchase. */
  public Optional<LocalDate> firstSale() {
    return firstSale;
  }

  /** W: the first day not known to be loaded for sales; empty before the first sale. */
  public Optional<LocalDate> watermark() {
    return watermark;
  }

  /**
   * Whether a snapshot can be computed: there are sales before it, and none before it are missing.
   */
  public boolean allow(LocalDate snapshot) {
    return firstSale.filter(snapshot::isAfter).isPresent()
        && watermark.filter(known -> !snapshot.isAfter(known)).isPresent();
  }

  /** The files that a stage may see which uses only days before {@code day}, as its inputs. */
  public List<Input> before(LocalDate day) {
    return files.stream()
        .filter(file -> file.firstDay().map(day::isAfter).orElse(!file.hasDays()))
        .map(this::asInput)
        .toList();
  }

  /**
   * The rows of a file as an input: those of the table that stages after the load read. Comments
   * that another function has scored are another input.
   */
  public Input asInput(LoadedFile file) {
    if (!file.feed().equals(FEEDBACK)) {
      return new Input(file.feed(), file.name(), hash(file));
    }
    // Older releases knew one function, and named it in no hash.
    String by =
        scoredBy
            .filter(function -> function != SentimentFunction.CORTEX)
            .map(function -> " by " + function)
            .orElse("");
    return new Input(Tables.FEEDBACK_SENTIMENT.name(), file.name(), hash(file) + by);
  }

  /** The comments of a file as they were loaded, before they were scored. */
  public Input asComments(LoadedFile file) {
    return new Input(Tables.FEEDBACK_RAW.name(), file.name(), hash(file));
  }

  /**
   * The same bytes loaded again may bring other rows: after other files now, on another day, by
   * another contract.
   */
  private String hash(LoadedFile file) {
    long before =
        takenBack.stream()
            .filter(old -> old.feed().equals(file.feed()) && old.name().equals(file.name()))
            .count();
    return before == 0
        ? file.contentHash()
        : "%s load %d".formatted(file.contentHash(), before + 1);
  }

  /**
   * One loaded file.
   *
   * @param month of its name, if the name holds one
   * @param firstDay of its loaded rows; of customers, the last day before a snapshot can read one,
   *     and empty where every snapshot can
   * @param loadNumber place in the order of loading, carried by its rows
   * @param releasedFrom load of the file whose quarantined rows it brings in; empty for the load of
   *     a file
   * @param currency of its money, as far as it is known
   */
  public record LoadedFile(
      String feed,
      Optional<YearMonth> month,
      String name,
      String contentHash,
      long rowsLoaded,
      Optional<LocalDate> firstDay,
      Optional<LocalDate> lastDay,
      long loadNumber,
      Optional<Long> releasedFrom,
      Optional<String> currency) {
    /** The load of a file whose currency is not known. */
    public LoadedFile(
        String feed,
        Optional<YearMonth> month,
        String name,
        String contentHash,
        long rowsLoaded,
        Optional<LocalDate> firstDay,
        Optional<LocalDate> lastDay,
        long loadNumber) {
      this(
          feed,
          month,
          name,
          contentHash,
          rowsLoaded,
          firstDay,
          lastDay,
          loadNumber,
          Optional.empty(),
          Optional.empty());
    }

    /** Whether it brings in quarantined rows of a file that was loaded before. */
    public boolean isRelease() {
      return releasedFrom.isPresent();
    }

    /** Whether its rows are of days; customers without a first day are of all days. */
    boolean hasDays() {
      return !feed.equals(Tables.CUSTOMERS.name());
    }
  }
}

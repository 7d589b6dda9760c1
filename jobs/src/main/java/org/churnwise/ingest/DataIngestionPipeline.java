package org.churnwise.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.churnwise.config.SentimentSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.ingest.evidence.SalesEvidence;
import org.churnwise.run.ForgottenCustomers;
import org.churnwise.run.Ledger;
import org.churnwise.run.LoadedFiles.LoadedFile;
import org.churnwise.run.StageSlice;
import org.churnwise.warehouse.Warehouse;

/**
 * Loads files into customers, sales, feedback_raw and feedback_sentiment, each file once and whole.
 *
 * <p>All new files of a call are read, see {@link FileLanding}; then they are moved in one
 * transaction with their files_ingested rows. A killed load leaves nothing behind, and the next
 * load starts over. Bad rows go to quarantine, with the rule that they break; they never stop a
 * file, unless most of it is bad.
 */
public final class DataIngestionPipeline {
  private final Warehouse warehouse;
  private final Ledger ledger;
  private final Supplier<SparkSession> spark;
  private final Contract contract;
  private final CommentScoring scoring;
  private final FileLoader loader;
  private final LoadJudge judge;
  private final FileChecks checks;
  private final CurrencyCheck currencies;
  private final KeptLoads kept;
  private final FileLanding landing;

  /**
   * A pipeline into one warehouse.
   *
   * @param spark started only if there is something to read
   */
  public DataIngestionPipeline(
      Warehouse warehouse,
      Ledger ledger,
      Supplier<SparkSession> spark,
      Contract contract,
      SentimentSettings sentiment) {
    this(warehouse, ledger, spark, contract, sentiment, KeptLoads.none());
  }

  /**
   * A pipeline that loads some files again.
   *
   * @param kept those whose rows a warehouse keeps
   */
  public DataIngestionPipeline(
      Warehouse warehouse,
      Ledger ledger,
      Supplier<SparkSession> spark,
      Contract contract,
      SentimentSettings sentiment,
      KeptLoads kept) {
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.spark = spark;
    this.contract = contract;
    this.scoring = new CommentScoring(warehouse, ledger, sentiment);
    this.loader = new FileLoader(warehouse, ledger, contract, scoring);
    this.judge = new LoadJudge(warehouse, ledger);
    this.checks = new FileChecks(warehouse, contract);
    this.currencies = new CurrencyCheck(warehouse, contract);
    this.kept = kept;
    this.landing = new FileLanding(warehouse, spark, kept);
  }

  /** Loads files without reporting progress, see {@link #load(List, LoadTerms, IngestProgress)}. */
  public IngestResult load(List<SourceFile> files) {
    return load(files, LoadTerms.none(), IngestProgress.silent());
  }

  /**
   * Loads the files that are new, in the order given, and records what is declared and accepted
   * with them. Then quarantined rows come in whose day has come.
   *
   * @throws ChurnException with exit code DATA_REFUSED, before any file is loaded, if a file has
   *     changed since it was loaded, a month of sales is missing between two others or holds no
   *     sale, data are missing before others, or a file is unusable, holds no records, names
   *     another currency than other sales, or mostly contradicts what is loaded
   */
  public IngestResult load(List<SourceFile> files, LoadTerms terms, IngestProgress progress) {
    LoadPlan plan =
        LoadPlan.of(files, ledger.view().loaded(), month -> judge.acceptsEmpty(month, terms));
    plan.sameContent().forEach(progress::sameContent);
    List<FileResult> results = new ArrayList<>();
    Optional<Landing> known =
        plan.toLoad().isEmpty()
            ? Optional.empty()
            : Optional.of(read(plan.toLoad(), () -> landing(plan.toLoad())));
    List<LandedFile> landed = known.map(Landing::files).orElse(List.of());
    refuseUnusable(plan.toLoad(), landed, terms);
    if (!terms.asRecorded()) {
      refuseOtherCurrency(plan.toLoad(), landed, ledger.view().loaded().files());
      refuseRepetitions(plan.toLoad(), landed);
    }
    if (!plan.toLoad().isEmpty() || terms.concernWhatIsLoaded()) {
      LoadAssessment assessment = assess(plan.toLoad(), terms, known);
      assessment.newSince(ledger.view().faults()).forEach(progress::found);
      if (!plan.toLoad().isEmpty() || !assessment.isEmpty()) {
        List<LandedFile> scored = loader.scored(plan.toLoad(), landed);
        results.addAll(loader.load(plan.toLoad(), scored, known, assessment));
        results.forEach(progress::loaded);
        loader.breaches(results, scored).forEach(progress::breached);
      }
    }
    if (!terms.asRecorded()) {
      results.addAll(new EarlyRows(warehouse, ledger, contract, judge, scoring).release(progress));
    }
    return IngestResult.of(results, plan.alreadyLoaded().size() + plan.sameContent().size());
  }

  /**
   * Takes loaded files back and loads newer deliveries in their place, all or nothing.
   *
   * @throws ChurnException with exit code DATA_REFUSED, before anything is changed, if a file is
   *     unusable, or an older release did not tell which rows belong to a load
   */
  public CorrectionResult correct(CorrectionPlan plan) {
    LoadCorrection correction = new LoadCorrection(warehouse, ledger, loader, judge);
    correction.requireTold(plan.takenBack());
    List<LandedFile> landed =
        plan.toLoad().isEmpty()
            ? List.of()
            : read(plan.toLoad(), () -> counted(plan.toLoad(), scoring.landed(plan.toLoad())));
    refuseUnusable(plan.toLoad(), landed, LoadTerms.none());
    List<LoadedFile> standing = new ArrayList<>(ledger.view().loaded().files());
    standing.removeAll(plan.takenBack());
    refuseOtherCurrency(plan.toLoad(), landed, standing);
    return correction.commit(plan, loader.scored(plan.toLoad(), landed));
  }

  /**
   * Judges quarantined records anew and loads those that are good now, all or nothing.
   *
   * @throws ChurnException with exit code DATA_REFUSED, before anything is changed, if the contract
   *     does not fit a file, or the records would leave a hole in the sales
   */
  public List<FileResult> release(List<SourceFile> releases, LoadTerms terms) {
    return new QuarantineRelease(warehouse, ledger, contract, judge, scoring)
        .commit(releases, terms);
  }

  private LoadAssessment assess(
      List<SourceFile> files, LoadTerms terms, Optional<Landing> landing) {
    List<StageSlice> slices = files.stream().map(loader::slice).toList();
    try {
      return ledger.prepare(
          slices,
          () ->
              landing
                  .map(landed -> judge.assess(files, terms, landed.evidence()))
                  .orElseGet(() -> judge.assess(terms)));
    } catch (ChurnException e) {
      slices.forEach(slice -> ledger.refused(slice, e));
      throw e;
    }
  }

  /** Lands the rows of files, and asks what is to be known of them. */
  private <T> T read(List<SourceFile> files, Supplier<T> known) {
    Validity validity = Validity.of(contract, files, ledger.view().loaded(), ledger.run().asOf());
    Optional<SparkSession> session = landing.session(files, validity);
    return ledger.prepare(
        files.stream().map(loader::slice).toList(),
        () -> {
          landing.land(files, validity, session, forgotten());
          files.stream()
              .filter(file -> !kept.holds(file) && !file.isTable())
              .forEach(file -> warehouse.traffic().read(file.bytes()));
          if (files.stream().anyMatch(this::isReadInPlace)) {
            new TableReading(warehouse, contract, ledger.run().asOf())
                .land(files, validity, forgotten());
          }
          return known.get();
        });
  }

  /** Rows of a table that are where the warehouse is. */
  private boolean isReadInPlace(SourceFile file) {
    return file.isTable() && !kept.holds(file);
  }

  /** Read once in a process: nobody is erased while it holds the schema. */
  private ForgottenCustomers forgotten() {
    return ledger
        .view()
        .fact(Set.of(), ForgottenCustomers.class, () -> ForgottenCustomers.read(warehouse));
  }

  private Landing landing(List<SourceFile> files) {
    boolean areNew =
        files.stream().noneMatch(kept::holds) && new LandedSales(warehouse).areNew(files);
    Optional<SalesEvidence> known = KnownEvidence.beside(files, ledger);
    Landing landing = landing(files, known.isEmpty(), areNew);
    if (known.isPresent()) {
      landing = landing.isComplete() ? landing.besides(known.get()) : landing(files, true, areNew);
    }
    return landing.with(counted(files, landing.files()));
  }

  private Landing landing(List<SourceFile> files, boolean allMonths, boolean areNew) {
    return Landing.of(scoring.landedAndEvidence(files, allMonths, areNew), areNew);
  }

  /** What landed, file by file; of one that was loaded before, as it counted then. */
  private List<LandedFile> counted(List<SourceFile> files, List<LandedFile> landed) {
    Map<Long, LandedFile> read =
        landed.stream().collect(Collectors.toMap(LandedFile::number, file -> file));
    return IntStream.range(0, files.size())
        .mapToObj(
            i ->
                kept.holds(files.get(i))
                    ? kept.counted(files.get(i), i + 1L, Optional.ofNullable(read.get(i + 1L)))
                    : read.get(i + 1L))
        .toList();
  }

  private void refuseUnusable(List<SourceFile> files, List<LandedFile> landed, LoadTerms terms) {
    for (int i = 0; i < landed.size(); i++) {
      SourceFile file = files.get(i);
      LandedFile content = landed.get(i);
      Optional<String> why =
          content.isKept() ? Optional.empty() : whyUnusable(file, content, terms);
      if (why.isPresent()) {
        throw ledger.refused(loader.slice(file), refusal(file, why.get()));
      }
    }
  }

  /**
   * Refuses money that cannot be summed.
   *
   * @param standing the loads that it would stand beside
   */
  private void refuseOtherCurrency(
      List<SourceFile> files, List<LandedFile> landed, List<LoadedFile> standing) {
    currencies
        .refusal(files, landed, standing)
        .ifPresent(
            refusal -> {
              SourceFile file = files.get(refusal.place());
              throw ledger.refused(loader.slice(file), refusal(file, refusal.why()));
            });
  }

  private void refuseRepetitions(List<SourceFile> files, List<LandedFile> landed) {
    for (int i = 0; i < landed.size(); i++) {
      SourceFile file = files.get(i);
      checks
          .deliveredAgain(file, landed.get(i))
          .ifPresent(
              why -> {
                throw ledger.refused(loader.slice(file), refusal(file, why));
              });
    }
  }

  private Optional<String> whyUnusable(SourceFile file, LandedFile content, LoadTerms terms) {
    if (content.refusal().isPresent()) {
      return content.refusal();
    }
    if (content.isWithoutRecords() && !judge.acceptsEmpty(file, terms)) {
      return Optional.of(withoutRecords(content) + wayOfAnEmptyMonth(file));
    }
    boolean few = file.isFurther() && content.recordsChecked() < Contract.Limits.FEWEST_RECORDS;
    if (!few && content.isMostlyBad(contract.limits(), 0)) {
      return Optional.of(checks.mostlyBad(content));
    }
    return Optional.empty();
  }

  private static String wayOfAnEmptyMonth(SourceFile file) {
    return file.month()
        .filter(month -> file.feed().equals(Feed.SALES.label()))
        .map(
            "; if there was no sale in %1$s, load it with --accept \"%1$s: REASON\", after --undo if an older delivery is loaded"
                ::formatted)
        .orElse("");
  }

  /** A month without records looks like a month in which every customer stayed away. */
  private String withoutRecords(LandedFile content) {
    String leftOut =
        content.recordsFiltered() == 0
            ? ""
            : " but the %d that contract %s leaves out"
                .formatted(content.recordsFiltered(), contract.name());
    return "holds no records%s; replace it with the complete file, or remove it".formatted(leftOut);
  }

  private static ChurnException refusal(SourceFile file, String why) {
    return ChurnException.dataRefused(
        "file %s: %s; nothing was loaded".formatted(file.spokenPath(), why));
  }
}

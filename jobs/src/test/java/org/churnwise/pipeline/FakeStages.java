package org.churnwise.pipeline;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.error.ChurnException;
import org.churnwise.features.FeatureResult;
import org.churnwise.ingest.IngestResult;
import org.churnwise.ingest.SourceFile;
import org.churnwise.labels.LabelResult;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.monitoring.Interim;
import org.churnwise.monitoring.MonitorResult;
import org.churnwise.monitoring.RealisedScore;
import org.churnwise.quality.Diagnosis;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.LoadedFiles.LoadedFile;
import org.churnwise.scoring.ScoreResult;
import org.churnwise.stats.MetricStatus;
import org.churnwise.training.TrainingResult;

/**
 * Stages that compute nothing. They remember the calls as lines of text, and the few facts that the
 * month loop reads back: loaded files, whose sales reach to the end of their month, and champions.
 * Every training makes the next champion unless the test says otherwise.
 */
final class FakeStages implements Stages {
  private final List<String> calls = new ArrayList<>();
  private final List<LoadedFile> files = new ArrayList<>();
  private final List<ModelVersion> champions = new ArrayList<>();
  private final Map<LocalDate, ChurnException> failures = new HashMap<>();
  private final Set<LocalDate> trained = new HashSet<>();
  private final Set<LocalDate> kept = new HashSet<>();
  private final Map<LocalDate, RealisedScore> realised = new HashMap<>();
  private final Map<LocalDate, String> feedFaults = new HashMap<>();
  private final Set<String> withOtherFeatures = new HashSet<>();
  private final List<LocalDate> staleFeatures = new ArrayList<>();
  private final List<LocalDate> notFinal = new ArrayList<>();
  private Optional<LocalDate> declaredWatermark = Optional.empty();
  private Optional<String> stopped = Optional.empty();
  private final List<String> changes = new ArrayList<>();
  private final List<String> because = new ArrayList<>();
  private final Set<String> recalibrated = new HashSet<>();
  private boolean calibrationAlone;
  private Optional<String> notRecalibrated = Optional.empty();
  private boolean tracked;

  /** These files were loaded before the run. */
  FakeStages withLoaded(SourceFile... before) {
    Stream.of(before).forEach(file -> files.add(loaded(file, files.size() + 1L)));
    return this;
  }

  /** A person declared that sales are known before this day. */
  FakeStages withDeclaredWatermark(String day) {
    declaredWatermark = Optional.of(LocalDate.parse(day));
    return this;
  }

  /** A training at this watermark made the next champion before the run. */
  FakeStages withChampionOf(String watermark) {
    promote(LocalDate.parse(watermark));
    return this;
  }

  /** A recalibration at this watermark made the next champion before the run. */
  FakeStages withRecalibrationOf(String watermark) {
    promote(LocalDate.parse(watermark));
    champion().map(ModelVersion::version).ifPresent(recalibrated::add);
    return this;
  }

  /** The training at this watermark fails. */
  FakeStages withFailure(String watermark, ChurnException failure) {
    failures.put(LocalDate.parse(watermark), failure);
    return this;
  }

  /** The training at this watermark leaves the champion in place. */
  FakeStages withChampionKeptAt(String watermark) {
    kept.add(LocalDate.parse(watermark));
    return this;
  }

  /** This model was fitted on other features than the snapshots have. */
  FakeStages withOtherFeaturesOf(String version) {
    withOtherFeatures.add(version);
    return this;
  }

  /** The F1 of the labels that become FINAL with this watermark. */
  FakeStages withRealised(String watermark, double f1) {
    return withRealised(watermark, MetricStatus.OK, OptionalDouble.of(f1));
  }

  /** What is known of the F1 of the labels that become FINAL with this watermark. */
  FakeStages withRealised(String watermark, MetricStatus status, OptionalDouble f1) {
    LocalDate day = LocalDate.parse(watermark);
    realised.put(
        day, new RealisedScore(day.minusMonths(1), "v1", status, f1, OptionalDouble.empty()));
    return this;
  }

  /** A feed was broken in what the features of this snapshot are made from. */
  FakeStages withFeedFault(String snapshot, String fault) {
    feedFaults.put(LocalDate.parse(snapshot), fault);
    return this;
  }

  /** Another version of the feature view computed this snapshot. */
  FakeStages withComputedOtherwise(String snapshot) {
    staleFeatures.add(LocalDate.parse(snapshot));
    return this;
  }

  /** This snapshot has no FINAL labels. */
  FakeStages withNotFinal(String snapshot) {
    notFinal.add(LocalDate.parse(snapshot));
    return this;
  }

  /** This is wrong with the champion on any snapshot. */
  FakeStages withChange(String inWords) {
    changes.add(inWords);
    return this;
  }

  /** What is wrong is the calibration alone. */
  FakeStages withCalibrationAlone(String inWords) {
    calibrationAlone = true;
    return withChange(inWords);
  }

  /** The champion cannot be recalibrated. */
  FakeStages withoutRecalibration(String why) {
    notRecalibrated = Optional.of(why);
    return this;
  }

  /** Why there were retrainings. */
  List<String> because() {
    return because;
  }

  /** Nobody is contacted by the champion's predictions. */
  FakeStages withStopped(String why) {
    stopped = Optional.of(why);
    return this;
  }

  /** Models are shown in MLflow. */
  FakeStages withTracking() {
    tracked = true;
    return this;
  }

  /** The calls in order, a line each; of these stages, or of all. */
  String calls(String... ofStages) {
    return calls.stream()
        .filter(call -> ofStages.length == 0 || Stream.of(ofStages).anyMatch(call::startsWith))
        .map(call -> call + "\n")
        .collect(Collectors.joining());
  }

  /** What is loaded by now. */
  LoadedFiles loadedFiles() {
    Optional<LocalDate> afterSales =
        files.stream()
            .flatMap(file -> file.lastDay().stream())
            .max(LocalDate::compareTo)
            .map(day -> day.plusDays(1));
    Optional<LocalDate> firstSale =
        files.stream().flatMap(file -> file.firstDay().stream()).min(LocalDate::compareTo);
    return new LoadedFiles(files, List.of(), firstSale, declaredWatermark.or(() -> afterSales));
  }

  @Override
  public IngestResult load(List<SourceFile> wanted) {
    List<SourceFile> missing =
        wanted.stream()
            .filter(file -> files.stream().noneMatch(known -> known.name().equals(file.name())))
            .toList();
    calls.add("ingest " + missing.stream().map(SourceFile::name).toList());
    missing.forEach(file -> files.add(loaded(file, files.size() + 1L)));
    return new IngestResult(missing.size(), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null);
  }

  private static LoadedFile loaded(SourceFile file, long loadNumber) {
    Optional<LocalDate> lastDay =
        file.month().filter(month -> file.feed().equals("sales")).map(YearMonth::atEndOfMonth);
    return new LoadedFile(
        file.feed(),
        file.month(),
        file.name(),
        file.contentHash(),
        1,
        file.month().map(month -> month.atDay(1)),
        lastDay,
        loadNumber);
  }

  @Override
  public FeatureResult computeFeatures(List<LocalDate> snapshots) {
    calls.add("features " + text(snapshots));
    return new FeatureResult(snapshots.size(), 0, 0);
  }

  @Override
  public List<LocalDate> staleFeatures() {
    return staleFeatures;
  }

  @Override
  public LabelResult label(List<LocalDate> snapshots) {
    calls.add("label " + text(snapshots));
    return new LabelResult(0, snapshots.size(), 0, 0);
  }

  @Override
  public List<LocalDate> labelsDue() {
    return notFinal;
  }

  private static String text(Collection<LocalDate> snapshots) {
    return snapshots.stream().map(LocalDate::toString).collect(Collectors.joining(" "));
  }

  @Override
  public MonitorResult monitor(LocalDate snapshot, Optional<ModelVersion> model) {
    calls.add("monitor " + snapshot + " with " + version(model));
    return new MonitorResult(0, 0, 0, 0, 0, 0);
  }

  @Override
  public List<Interim> warnEarly() {
    return List.of();
  }

  @Override
  public MonitorResult detectPredictionDrift(LocalDate snapshot, Optional<ModelVersion> model) {
    calls.add("prediction drift " + snapshot + " of " + version(model));
    return new MonitorResult(0, 0, 0, 0, 0, 0);
  }

  private static String version(Optional<ModelVersion> model) {
    return model.map(ModelVersion::version).orElse("none");
  }

  @Override
  public Optional<RealisedScore> newestRealised(LocalDate after, LocalDate upTo) {
    calls.add("realised after " + after + " up to " + upTo);
    return Optional.ofNullable(realised.get(upTo));
  }

  @Override
  public List<String> changes(RealisedScore newest, LocalDate watermark) {
    return changes;
  }

  @Override
  public boolean isCalibrationAlone(RealisedScore newest, LocalDate watermark) {
    return calibrationAlone;
  }

  @Override
  public List<Diagnosis> changes(LocalDate after, LocalDate upTo) {
    return List.of();
  }

  @Override
  public Optional<String> feedFault(LocalDate snapshot) {
    return Optional.ofNullable(feedFaults.get(snapshot));
  }

  @Override
  public TrainingResult train(LocalDate watermark, Optional<String> why) {
    calls.add("train " + watermark);
    why.ifPresent(because::add);
    if (failures.containsKey(watermark)) {
      throw failures.get(watermark);
    }
    boolean upToDate = !trained.add(watermark);
    if (!upToDate && !kept.contains(watermark)) {
      promote(watermark);
    }
    return new TrainingResult(
        upToDate,
        watermark,
        "",
        null,
        0,
        0,
        0,
        kept.contains(watermark) ? "KEPT" : "PROMOTED",
        "",
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null);
  }

  @Override
  public TrainingResult recalibrate(LocalDate watermark, Optional<String> why) {
    calls.add("recalibrate");
    TrainingResult result = train(watermark, why);
    champion().map(ModelVersion::version).ifPresent(recalibrated::add);
    return result;
  }

  @Override
  public Optional<String> recalibrationRefusal(LocalDate watermark) {
    return notRecalibrated;
  }

  /** The loop reads no card. */
  private void promote(LocalDate watermark) {
    trained.add(watermark);
    String version = "v" + (champions.size() + 1);
    champions.add(new ModelVersion(version, watermark, null, version, ""));
  }

  @Override
  public Optional<String> heldFromTraining(LocalDate watermark) {
    return Optional.empty();
  }

  @Override
  public boolean areModelsTracked() {
    return tracked;
  }

  @Override
  public String trackModels() {
    calls.add("track models");
    return "";
  }

  @Override
  public Optional<ModelVersion> champion() {
    return champions.stream().reduce((earlier, later) -> later);
  }

  @Override
  public Optional<ModelVersion> championBefore(LocalDate watermark) {
    return champions.stream()
        .filter(model -> model.trainedOnWatermark().isBefore(watermark))
        .reduce((earlier, later) -> later);
  }

  @Override
  public boolean isStillChampion(LocalDate watermark) {
    return champion()
        .filter(
            now ->
                championBefore(watermark).filter(now::equals).isPresent()
                    || recalibrated.contains(now.version()))
        .isPresent();
  }

  @Override
  public Optional<String> scoringRefusal(LocalDate snapshot) {
    return champion()
        .map(ModelVersion::version)
        .filter(withOtherFeatures::contains)
        .map(version -> version + " cannot score " + snapshot);
  }

  @Override
  public ScoreResult score(LocalDate snapshot) {
    calls.add("score " + snapshot + " by " + version(champion()));
    ScoreResult result = new ScoreResult(version(champion()), 1, 0, 0, 0, 0, 0, 0, 0, Map.of());
    return stopped.map(result::withStopped).orElse(result);
  }
}

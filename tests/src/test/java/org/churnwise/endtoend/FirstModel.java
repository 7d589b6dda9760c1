package org.churnwise.endtoend;

import java.nio.file.Path;
import org.churnwise.sample.SampleGenerator;
import org.churnwise.sample.SampleOptions;
import org.churnwise.testkit.MadeOnce;

/**
 * A sample of 300 customers of which {@code pipeline --mode train --months 3} has loaded May to
 * July 2024, trained a small model at 2024-08-01 and scored that day. It is made once for all tests
 * that go on from there, and kept like {@link FinishedPipeline}; nobody may write to it, {@link
 * #copy} is for those who must.
 */
final class FirstModel {
  private static final Path FOLDER = Path.of("target", "first-model").toAbsolutePath();
  private static final String[] COMMAND = {"--mode", "train", "--months", "3"};

  private FirstModel() {}

  /** Where it ran. */
  static Workplace place() throws Exception {
    Workplace place = in(FOLDER);
    MadeOnce.folder(FOLDER, FinishedPipeline.product(place), FirstModel::run);
    return place;
  }

  /**
   * A copy of the database, and of the files, to be changed.
   *
   * @param folder an empty one, or none yet
   */
  static Workplace copy(Path folder) throws Exception {
    return place().copyTo(folder.resolve("database")).withCopiedSource(folder.resolve("source"));
  }

  /** What it ran. */
  static String[] command() {
    return COMMAND.clone();
  }

  private static void run(Path folder) throws Exception {
    Workplace place = in(folder);
    new SampleGenerator(new SampleOptions(300, 7, place.source())).generate();
    place.pipeline(COMMAND).requireDone();
  }

  private static Workplace in(Path folder) {
    return new Workplace(folder.resolve("sample"), folder.resolve("warehouse/churn.duckdb"))
        .retrainingOnBreach()
        .withSmallModels();
  }
}

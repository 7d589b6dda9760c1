package org.churnwise.sentiment.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.churnwise.sentiment.SentimentScorer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trains the sentiment model and prints its figures: leave one source out, out-of-domain texts, and
 * neutral sentences. Takes half a minute and 2 GB; with {@code --select} two minutes.
 */
@Command(name = "train", description = "Train the sentiment model and print its figures.")
public final class SentimentTraining implements Callable<Integer> {
  @Option(names = "--sentences", required = true, description = "Folder of labelled sentences.")
  private Path sentences;

  @Option(
      names = "--select",
      description = "Also judge each source with settings chosen without it.")
  private boolean select;

  @Option(names = "--out-of-domain", description = "Folder of VADER's rated texts, to evaluate on.")
  private Path outOfDomain;

  @Option(names = "--tweets", description = "File of rated tweets to airlines, to judge on.")
  private Path tweets;

  @Option(names = "--out", description = "The model file to write.")
  private Path out;

  private final PrintStream console = System.out;

  public static void main(String[] args) {
    System.exit(new CommandLine(new SentimentTraining()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    SentenceFolder.Sources sources = new SentenceFolder(sentences).sources();
    Fit fit = new Fit(FitSettings.CHOSEN);
    LeaveOneSourceOut heldOut = LeaveOneSourceOut.of(sources, held -> fit);
    print("held out", heldOut.judgements());
    heldOut.calibration().lines().forEach(console::println);
    if (select) {
      Selection selection = Selection.of(sources);
      LeaveOneSourceOut selected =
          LeaveOneSourceOut.of(sources, held -> new Fit(selection.without(held)));
      print("held out, settings chosen without it", selected.judgements());
    }
    Weights weights = fit.on(sources.all()).times(heldOut.slope());
    evaluateOutOfDomain(weights.scorer());
    NeutralJudgement.all(weights.scorer()).forEach(console::println);
    write(weights);
    return 0;
  }

  private void evaluateOutOfDomain(SentimentScorer scorer) throws IOException {
    List<HeldOutAccuracy> judgements = new ArrayList<>();
    if (outOfDomain != null) {
      RatedFolder folder = new RatedFolder(outOfDomain);
      String products = "amazonReviewSnippets";
      judgements.add(HeldOutAccuracy.of("whole product reviews", scorer, folder.reviews(products)));
      for (String name : List.of(products, "tweets", "nytEditorialSnippets")) {
        judgements.add(HeldOutAccuracy.of(name, scorer, folder.texts(name)));
      }
    }
    if (tweets != null) {
      List<LabelledText> texts = AirlineTweets.of(tweets.toFile());
      judgements.add(HeldOutAccuracy.of("tweets to airlines", scorer, texts));
    }
    if (!judgements.isEmpty()) {
      print("out-of-domain", judgements);
    }
  }

  private void print(String title, List<HeldOutAccuracy> judgements) {
    console.println("| " + title + " | texts | accuracy | AUC | scored 0 |");
    judgements.forEach(judgement -> console.println(judgement.row()));
  }

  private void write(Weights weights) throws IOException {
    String file = weights.file();
    int bytes = file.getBytes(StandardCharsets.UTF_8).length;
    console.println(weights.features().size() + " features, " + bytes + " bytes");
    if (out != null) {
      Files.writeString(out, file);
    }
  }
}

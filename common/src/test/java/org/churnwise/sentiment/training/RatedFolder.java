package org.churnwise.sentiment.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Out-of-domain texts that are not used in training: those that 20 people each rated for VADER,
 * from -4 to 4, as its source package ships them. Texts rated between -{@value #UNDECIDED} and
 * {@value #UNDECIDED} have no label.
 */
final class RatedFolder {
  private static final double UNDECIDED = 0.5;

  private final Path folder;

  RatedFolder(Path folder) {
    this.folder = folder;
  }

  /** The texts of a file {@code NAME_GroundTruth.txt}. */
  List<LabelledText> texts(String name) throws IOException {
    return rated(name).stream().filter(Rated::isDecided).map(Rated::labelled).toList();
  }

  /** Such texts joined to whole reviews: those of one review number, in front of "_" in the id. */
  List<LabelledText> reviews(String name) throws IOException {
    Map<String, List<Rated>> reviews =
        rated(name).stream()
            .collect(
                Collectors.groupingBy(
                    rated -> rated.id().split("_")[0], LinkedHashMap::new, Collectors.toList()));
    return reviews.entrySet().stream()
        .map(review -> Rated.joined(review.getKey(), review.getValue()))
        .filter(Rated::isDecided)
        .map(Rated::labelled)
        .toList();
  }

  private List<Rated> rated(String name) throws IOException {
    Path file = folder.resolve(name + "_GroundTruth.txt");
    return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
        .map(line -> line.split("\t", 3))
        .filter(cells -> cells.length == 3)
        .map(cells -> new Rated(cells[0], Double.parseDouble(cells[1]), plain(cells[2])))
        .toList();
  }

  private static String plain(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  /** A text and its mean rating. */
  private record Rated(String id, double rating, String text) {
    /** Rated by the mean of its parts. */
    static Rated joined(String id, List<Rated> parts) {
      return new Rated(
          id,
          parts.stream().mapToDouble(Rated::rating).average().orElseThrow(),
          parts.stream().map(Rated::text).collect(Collectors.joining(" ")));
    }

    boolean isDecided() {
      return Math.abs(rating) >= UNDECIDED;
    }

    LabelledText labelled() {
      return new LabelledText(text, rating > 0);
    }
  }
}

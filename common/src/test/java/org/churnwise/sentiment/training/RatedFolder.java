package org.churnwise.sentiment.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Texts of elsewhere that no training sees: those that 20 people each rated for VADER, from -4 to
 * 4, as its source package ships them. Texts rated between -{@value #UNDECIDED} and {@value
 * #UNDECIDED} have no label.
 */
final class RatedFolder {
  private static final double UNDECIDED = 0.5;

  private final Path folder;

  RatedFolder(Path folder) {
    this.folder = folder;
  }

  /** The rated texts of a file {@code NAME_GroundTruth.txt}. */
  List<LabelledText> texts(String name) throws IOException {
    Path file = folder.resolve(name + "_GroundTruth.txt");
    return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
        .map(line -> line.split("\t", 3))
        .filter(cells -> cells.length == 3)
        .filter(cells -> Math.abs(Double.parseDouble(cells[1])) >= UNDECIDED)
        .map(cells -> new LabelledText(plain(cells[2]), Double.parseDouble(cells[1]) > 0))
        .toList();
  }

  private static String plain(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }
}

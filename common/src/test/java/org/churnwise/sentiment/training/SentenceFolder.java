package org.churnwise.sentiment.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.churnwise.sentiment.training.Source.Kind;

/** Reads the labelled sentences from the folder of their files. */
final class SentenceFolder {
  private final Path folder;

  SentenceFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * The sources.
   *
   * @param judged each is held out once
   * @param others in every training
   */
  record Sources(List<Source> judged, List<Source> others) {
    List<Source> all() {
      return without(List.of());
    }

    /** All sources but some. */
    List<Source> without(List<Source> left) {
      return Stream.concat(judged.stream(), others.stream())
          .filter(source -> left.stream().noneMatch(other -> other.name().equals(source.name())))
          .toList();
    }
  }

  /** Reads all files. */
  Sources sources() throws IOException {
    return new Sources(judged(), others());
  }

  /** UCI Sentiment Labelled Sentences. */
  private List<Source> judged() throws IOException {
    return List.of(
        new Source("amazon", Kind.PERSON, labelled("amazon_cells_labelled.txt")),
        new Source("yelp", Kind.PERSON, labelled("yelp_labelled.txt")),
        new Source("imdb", Kind.PERSON, labelled("imdb_labelled.txt")));
  }

  /** Pros and Cons (Liu) and Sentence Polarity (Pang and Lee). */
  private List<Source> others() throws IOException {
    List<LabelledText> phrases =
        Stream.concat(
                phrases("pros_cons/IntegratedPros.txt", true),
                phrases("pros_cons/IntegratedCons.txt", false))
            .toList();
    List<LabelledText> critics =
        Stream.concat(
                lines("sentence_polarity/rt-polarity.pos").map(t -> new LabelledText(t, true)),
                lines("sentence_polarity/rt-polarity.neg").map(t -> new LabelledText(t, false)))
            .toList();
    return List.of(
        new Source("pros_cons", Kind.PHRASE, phrases),
        new Source("sentence_polarity", Kind.CRITIC, critics));
  }

  private List<LabelledText> labelled(String file) throws IOException {
    return lines(file)
        .map(line -> line.split("\t"))
        .map(cells -> new LabelledText(cells[0], cells[1].equals("1")))
        .toList();
  }

  /** The text of lines such as {@code <Pros>easy to use</Pros>}. */
  private Stream<LabelledText> phrases(String file, boolean positive) throws IOException {
    return lines(file)
        .map(line -> line.replaceAll("</?(Pros|Cons)>", " ").replace("&amp;", "&").strip())
        .filter(text -> !text.isEmpty())
        .map(text -> new LabelledText(text, positive));
  }

  /** Lines end with a line feed; other separators occur inside sentences, as do bytes not UTF-8. */
  private Stream<String> lines(String file) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(file));
    String text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes)).toString();
    return Stream.of(text.split("\r?\n")).filter(line -> !line.isBlank());
  }
}

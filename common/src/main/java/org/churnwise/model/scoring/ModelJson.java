package org.churnwise.model.scoring;

import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;
import java.util.stream.Collectors;
import org.churnwise.run.Json;

/** Reads the JSON files of a model, which somebody may have altered. */
final class ModelJson {
  private ModelJson() {}

  /**
   * A file's content.
   *
   * @throws IllegalArgumentException that says what in the file is wrong
   */
  static <T> T read(byte[] json, Class<T> type) {
    try {
      T read = Json.mapper().readValue(json, type);
      require(read, "content");
      return read;
    } catch (JsonMappingException e) {
      throw new IllegalArgumentException(place(e) + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
    }
  }

  /** Refuses a part that the file does not have. */
  static void require(Object part, String name) {
    if (part == null) {
      throw new IllegalArgumentException("it has no " + name);
    }
  }

  /** Where in the file: {@code inputs.3.levels: }. */
  private static String place(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null
                        ? String.valueOf(step.getIndex())
                        : step.getFieldName())
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "" : path + ": ";
  }
}

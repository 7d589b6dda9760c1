package org.churnwise.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The published schema of the JSON line. */
public final class JsonLineSchema {
  static final Path FILE = Path.of("..", "conf", "json-line.schema.json");

  private static final JsonSchema SCHEMA = load();

  private JsonLineSchema() {}

  private static JsonSchema load() {
    try {
      SchemaValidatorsConfig config =
          SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(Files.readString(FILE), InputFormat.JSON, config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What in a line the schema does not allow; nothing if it is valid. */
  public static List<String> violations(JsonNode line) {
    return SCHEMA.validate(line).stream().map(ValidationMessage::getMessage).sorted().toList();
  }
}

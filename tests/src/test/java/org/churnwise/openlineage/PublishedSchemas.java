package org.churnwise.openlineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The schemas that OpenLineage publishes, read from a folder: OpenLineage.json, and facets/ with a
 * file a facet. An event is held against the schema of events, and each of its facets against the
 * one that its _schemaURL names.
 */
public final class PublishedSchemas {
  /** Names the folder; without it, tests on the schemas are skipped. */
  public static final String VARIABLE = "CHURN_OPENLINEAGE_SPEC";

  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private final Map<String, String> texts;
  private final JsonSchemaFactory factory;

  private PublishedSchemas(Map<String, String> texts) {
    this.texts = texts;
    this.factory =
        JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.schemas(texts)));
  }

  /** Those of the environment's folder, if it names one. */
  public static Optional<PublishedSchemas> found() throws IOException {
    String named = System.getenv(VARIABLE);
    if (named == null || named.isBlank()) {
      return Optional.empty();
    }
    Map<String, String> texts = new HashMap<>();
    try (Stream<Path> files = Files.walk(Path.of(named))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        String text = Files.readString(file);
        texts.put(new ObjectMapper().readTree(text).path("$id").asText(), text);
      }
    }
    return Optional.of(new PublishedSchemas(texts));
  }

  /** What the schemas do not allow; nothing if the event is valid. */
  public List<String> violations(JsonNode event) {
    List<String> found = new ArrayList<>(violations(event.path("schemaURL").asText(), event));
    facets(event)
        .forEach(facet -> found.addAll(violations(facet.path("_schemaURL").asText(), facet)));
    return found;
  }

  /** Every facet of an event, wherever it stands. */
  public static List<JsonNode> facets(JsonNode node) {
    List<JsonNode> facets = new ArrayList<>();
    if (node.has("_schemaURL")) {
      facets.add(node);
    }
    node.forEach(child -> facets.addAll(facets(child)));
    return facets;
  }

  private List<String> violations(String url, JsonNode node) {
    if (!texts.containsKey(url.replaceFirst("#.*", ""))) {
      return List.of("no schema is published as " + url);
    }
    return factory.getSchema(SchemaLocation.of(url), CONFIG).validate(node).stream()
        .map(ValidationMessage::getMessage)
        .map(message -> url + ": " + message)
        .toList();
  }
}

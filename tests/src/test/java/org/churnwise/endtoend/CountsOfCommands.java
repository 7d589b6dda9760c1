package org.churnwise.endtoend;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.churnwise.Churn;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Job;
import picocli.CommandLine;

/** What the records of the commands say about the counts of their JSON lines, as a schema. */
final class CountsOfCommands {
  /** The command of a line that a wrong option before any command ends with. */
  private static final String BEFORE_ANY = "churn";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private CountsOfCommands() {}

  /** Every command that prints a line, by its name as the line has it. */
  static Map<String, CommandLine> commands() {
    Map<String, CommandLine> commands = new TreeMap<>();
    CommandLines.of(Churn.class)
        .getSubcommands()
        .forEach((name, command) -> addLeaves(name, command, commands));
    commands.remove("generate-completion");
    return commands;
  }

  private static void addLeaves(
      String name, CommandLine command, Map<String, CommandLine> commands) {
    commands.put(name, command);
    command.getSubcommands().forEach((next, sub) -> addLeaves(name + " " + next, sub, commands));
  }

  /** Command to schema of its counts, for those whose result is one record. */
  static Map<String, ObjectNode> schemas() {
    Map<String, ObjectNode> schemas = new TreeMap<>();
    commands()
        .forEach(
            (name, command) ->
                result(command.getCommandSpec().userObject().getClass())
                    .ifPresent(record -> schemas.put(name, schema(record))));
    return schemas;
  }

  /** The schema of the file, with the commands of this release in the places that list them. */
  static ObjectNode broughtUpToDate(JsonNode file) {
    ObjectNode schema = file.deepCopy();
    ArrayNode names = ((ObjectNode) schema.at("/properties/command")).putArray("enum");
    Stream.concat(commands().keySet().stream(), Stream.of(BEFORE_ANY)).sorted().forEach(names::add);
    JsonNode endings = schema.path("allOf").path(0);
    ArrayNode rules = schema.putArray("allOf").add(endings);
    ObjectNode definitions = schema.putObject("$defs");
    schemas()
        .forEach(
            (name, counts) -> {
              definitions.set(name, counts);
              rules.add(rule(name));
            });
    return schema;
  }

  private static ObjectNode rule(String command) {
    ObjectNode rule = MAPPER.createObjectNode();
    ObjectNode line = rule.putObject("if").putObject("properties");
    line.putObject("command").put("const", command);
    line.putObject("status").put("const", "DONE");
    String place = "#/$defs/" + command.replace(" ", "%20");
    rule.putObject("then").putObject("properties").putObject("counts").put("$ref", place);
    return rule;
  }

  /** As the file has it: a property, a rule or a definition a line. */
  static String text(ObjectNode schema) {
    List<String> members = new ArrayList<>();
    schema.fields().forEachRemaining(e -> members.add("  \"" + e.getKey() + "\": " + text(e)));
    return "{\n" + String.join(",\n", members) + "\n}\n";
  }

  private static String text(Map.Entry<String, JsonNode> member) {
    List<String> parts = new ArrayList<>();
    if (member.getKey().equals("allOf")) {
      member.getValue().forEach(rule -> parts.add("    " + rule));
      return "[\n" + String.join(",\n", parts) + "\n  ]";
    }
    if (member.getValue().isObject()) {
      member
          .getValue()
          .fields()
          .forEachRemaining(e -> parts.add("    \"" + e.getKey() + "\": " + e.getValue()));
      return "{\n" + String.join(",\n", parts) + "\n  }";
    }
    return member.getValue().toString();
  }

  private static Optional<Class<?>> result(Class<?> command) {
    for (Class<?> type = command; type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        boolean runs = Arrays.equals(method.getParameterTypes(), new Class<?>[] {Job.class});
        if (method.getName().equals("run") && runs && method.getReturnType().isRecord()) {
          return Optional.of(method.getReturnType());
        }
      }
    }
    return Optional.empty();
  }

  private static ObjectNode schema(Class<?> record) {
    ObjectNode properties = MAPPER.createObjectNode();
    ArrayNode required = MAPPER.createArrayNode();
    for (RecordComponent component : record.getRecordComponents()) {
      if (!isIgnored(record, component)) {
        String name = SnakeCaseStrategy.INSTANCE.translate(component.getName());
        properties.set(name, type(component.getType()));
        required.add(name);
      }
    }
    ObjectNode schema = MAPPER.createObjectNode();
    schema.put("type", "object");
    schema.set("required", required);
    schema.set("properties", properties);
    schema.put("additionalProperties", false);
    return schema;
  }

  private static boolean isIgnored(Class<?> record, RecordComponent component) {
    try {
      return component.getAccessor().isAnnotationPresent(JsonIgnore.class)
          || record.getDeclaredField(component.getName()).isAnnotationPresent(JsonIgnore.class);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode type(Class<?> type) {
    ObjectNode node = MAPPER.createObjectNode();
    if (type == int.class || type == long.class) {
      return node.put("type", "integer");
    }
    if (type == boolean.class) {
      return node.put("type", "boolean");
    }
    if (type == double.class) {
      return node.put("type", "number");
    }
    if (Collection.class.isAssignableFrom(type)) {
      return node.put("type", "array");
    }
    if (type.isRecord() || Map.class.isAssignableFrom(type)) {
      return orNull(node, "object");
    }
    boolean number =
        Number.class.isAssignableFrom(type) || type.getSimpleName().equals("OptionalDouble");
    return orNull(node, number ? "number" : "string");
  }

  private static ObjectNode orNull(ObjectNode node, String type) {
    node.putArray("type").add(type).add("null");
    return node;
  }
}

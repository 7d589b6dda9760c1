package org.churnwise.sqltexts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.monitoring.NumberBounds;
import org.churnwise.table.FeatureColumns;
import org.churnwise.table.RowColumns;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the text of every file in sql/. */
class SqlTextsTest {
  private static final int FEWEST_FILES = 60;

  /**
   * The clock, chance, what Snowflake does another way than DuckDB, and columns that nobody named.
   */
  private static final List<String> FORBIDDEN =
      List.of(
          "current_date",
          "current_time",
          "current_timestamp",
          "localtime",
          "localtimestamp",
          "now\\s*\\(",
          "getdate\\s*\\(",
          "sysdate",
          "today\\s*\\(",
          "random\\s*\\(",
          "uuid\\s*\\(",
          "uuid_string\\s*\\(",
          "add_months",
          "asof",
          "select\\s+\\*",
          "\\w\\.\\*");

  /**
   * The DDL, the statement that computes the features, and three that need no change when one is
   * added: the features of the reference, which are what they were, the rules about certain
   * features, such as that a window holds the shorter one, and the counts of the attributes of
   * customers by the day from which they are valid.
   */
  private static final Set<String> LISTS_OF_FEATURES =
      Set.of(
          "schema/customer_features",
          "features/customer_features",
          "features/feature_checks",
          "reference/reference_rows",
          "training/fit_counts");

  /** Recency and the three segments of an evaluation, or the attributes of a customer. */
  private static final int MOST_FEATURES = 4;

  /** A lease runs out by one clock for all machines, and one statement is there to read it. */
  private static final Pattern CLOCK_OF_THE_ACCOUNT =
      Pattern.compile("warehouse/snowflake/(.*_lease|lease_holder|session)");

  private static final Pattern COMPOSED =
      Pattern.compile("Sql\\s*\\.\\s*named\\(\\s*\"([a-z_/]+)\"\\s*\\+");

  private static final Pattern LITERAL = Pattern.compile("\"([a-z0-9_/]+)\"");

  private static final Pattern GIVEN = Pattern.compile("with(?:Text)?\\(\\s*\"(\\w+)\"");

  /** Of all Java sources: their words, literals like a name, starts of names, and parameters. */
  private static Set<String> words;

  private static Set<String> literals;
  private static Set<String> starts;
  private static Set<String> given;

  /** Names of parameters that become lists of columns. */
  private static Set<String> lists;

  private static List<String> features;

  @BeforeAll
  static void readSources() {
    String sources = SqlFiles.productSources();
    words = SqlFiles.words(sources);
    literals = found(LITERAL, sources);
    starts = found(COMPOSED, sources);
    given = found(GIVEN, sources);
    lists = new HashSet<>(FeatureColumns.of(Tables.CUSTOMER_FEATURES).lists().keySet());
    lists.addAll(RowColumns.lists().keySet());
    lists.addAll(NumberBounds.lists(2).keySet());
    features = FeatureCatalogue.load().features().stream().map(Feature::name).toList();
  }

  private static Set<String> found(Pattern pattern, String sources) {
    return pattern
        .matcher(sources)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  static List<String> names() {
    return SqlFiles.names();
  }

  @Test
  void theFilesWereFound() {
    int found = SqlFiles.names().size();
    assertTrue(
        found >= FEWEST_FILES,
        () -> "only " + found + " files found, so the rules here prove nothing");
  }

  @ParameterizedTest
  @MethodSource("names")
  void theFirstLineSaysWhatOneRowIs(String name) {
    String first = SqlFiles.text(name).lines().findFirst().orElse("");
    assertTrue(first.matches("-- [A-Z].{10,}"), () -> name + " starts with: " + first);
  }

  @ParameterizedTest
  @MethodSource("names")
  void timeChanceAndColumnsAreNamed(String name) {
    String code = SqlFiles.code(name);
    for (String forbidden : FORBIDDEN) {
      if (forbidden.equals("sysdate") && CLOCK_OF_THE_ACCOUNT.matcher(name).matches()) {
        continue;
      }
      assertFalse(
          Pattern.compile("\\b" + forbidden).matcher(code).find(),
          () -> name + " has " + forbidden);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyOrderingSaysWhereNullsStand(String name) {
    for (String key : Orderings.keys(SqlFiles.code(name))) {
      assertTrue(key.matches("(?s).* nulls (first|last)"), () -> name + ": order by " + key);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFileIsUsed(String name) {
    boolean named = literals.contains(name);
    boolean table = Tables.all().stream().anyMatch(t -> name.equals("schema/" + t.name()));
    boolean view = Tables.views().stream().anyMatch(v -> name.equals("views/" + v));
    boolean composed =
        !name.startsWith("schema/")
            && !name.startsWith("views/")
            && starts.stream().anyMatch(start -> isComposed(name, start));
    assertTrue(named || table || view || composed, () -> "no Java source names " + name);
  }

  /**
   * The end of a name that is put together is a literal or a constant of an enum, such as a feed.
   */
  private static boolean isComposed(String name, String start) {
    if (!name.startsWith(start)) {
      return false;
    }
    String end = name.substring(start.length());
    return literals.contains(end) || words.contains(end.toUpperCase(Locale.ROOT));
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyParameterIsGivenAValueSomewhere(String name) {
    for (String parameter : SqlFiles.parameters(name)) {
      assertTrue(
          lists.contains(parameter) || given.contains(parameter),
          () -> "no Java source gives :" + parameter + " of " + name + " a value");
    }
  }

  /**
   * A feature is added in three places: its column, its expression, its entry in the catalogue.
   * Other statements get their columns from {@link FeatureColumns}; they may name the few that they
   * are about.
   */
  @ParameterizedTest
  @MethodSource("names")
  void featuresAreListedWhereTheyAreDeclaredAndWhereTheyAreComputed(String name) {
    if (LISTS_OF_FEATURES.contains(name)) {
      return;
    }
    Set<String> inCode = SqlFiles.words(SqlFiles.code(name));
    List<String> named = features.stream().filter(inCode::contains).toList();
    assertTrue(named.size() <= MOST_FEATURES, () -> name + " lists " + named);
  }

  /** The draw of the customers left out of fits, the margin, and the logit. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ":left_out_below",
        ":margin_share",
        ":horizon_months",
        "ln(1 - least(probability, most_probability"
      })
  void aFormulaOfSeveralStatementsStandsOnce(String part) {
    assertEquals(
        1, SqlFiles.names().stream().filter(name -> SqlFiles.text(name).contains(part)).count());
  }

  @Test
  void everyTableOfTheSchemaFolderIsKnown() {
    assertEquals(
        SqlFiles.namesIn("schema"), Tables.all().stream().map(Table::name).sorted().toList());
  }

  @Test
  void everyViewOfTheViewsFolderIsKnown() {
    assertEquals(SqlFiles.namesIn("views"), Tables.views().stream().sorted().toList());
  }

  @Test
  void everyDdlCreatesTheTableOfItsName() {
    Stream.concat(
            SqlFiles.namesIn("schema").stream()
                .map(
                    name -> List.of("schema/" + name, "create table if not exists " + name + " (")),
            SqlFiles.namesIn("views").stream()
                .map(name -> List.of("views/" + name, "create or replace view " + name + " as\n")))
        .forEach(
            pair ->
                assertTrue(
                    SqlFiles.text(pair.get(0)).contains("\n" + pair.get(1)),
                    () -> "not in " + pair));
  }

  @ParameterizedTest
  @FieldSource("org.churnwise.sqltexts.SqlFiles#FOR_PEOPLE")
  void aScriptForPeopleSaysWhatItIsAndIsNotRunByAJob(String name) {
    String first = SqlFiles.text(name).lines().findFirst().orElse("");
    assertTrue(first.matches("-- [A-Z].{10,} Not shared: .+"), () -> name + ": " + first);
    assertFalse(literals.contains(name), () -> "a Java source names " + name);
  }

  @Test
  void theGrantsAreThoseThatTheJobsNeedAndNoOther() {
    List<String> granted =
        Pattern.compile("(?m)^grant (.+) to role identifier\\(\\$churn_role\\);$")
            .matcher(SqlFiles.text("warehouse/snowflake/grants"))
            .results()
            .map(found -> found.group(1).replaceAll(" identifier.*", ""))
            .sorted()
            .toList();
    assertEquals(
        List.of(
            "create stage on schema",
            "create table on schema",
            "create tag on schema",
            "create view on schema",
            "database role snowflake.cortex_user",
            "usage on database",
            "usage on schema",
            "usage on warehouse",
            "use ai functions on account"),
        granted);
  }

  @Test
  void aFileOfOneWarehouseSaysWhyItCannotBeShared() {
    for (String name : SqlFiles.namesIn("warehouse")) {
      String first = SqlFiles.text("warehouse/" + name).lines().findFirst().orElse("");
      assertTrue(first.contains("Not shared: "), () -> name + " starts with: " + first);
    }
  }
}

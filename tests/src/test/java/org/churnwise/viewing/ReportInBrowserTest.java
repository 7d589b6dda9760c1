package org.churnwise.viewing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.churnwise.endtoend.FinishedPipeline;
import org.churnwise.endtoend.WarehouseContent;
import org.churnwise.endtoend.Workplace;
import org.churnwise.report.ReportJob;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The report of a finished pipeline, with markup planted in its tables, in Chromium. Skipped
 * without {@code /usr/bin/chromium}. Screenshots are kept in {@code target/report}.
 */
@Slow
@ExtendWith(FinishedPipeline.Provider.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportInBrowserTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path SCREENSHOTS = Path.of("target", "report");
  private static final int PHONE_WIDTH = 390;
  private static final String MARKUP = "<script>window.planted = true</script>";

  @TempDir private static Path temporary;

  private final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private WarehouseContent content;
  private Path report;
  private Playwright playwright;
  private Browser browser;
  private Page page;

  @BeforeAll
  void writeTheReport(FinishedPipeline pipeline) throws Exception {
    assumeTrue(
        Files.isExecutable(CHROMIUM),
        CHROMIUM + " is missing; apt-get install chromium fonts-dejavu-core");
    Workplace place = pipeline.place().copyTo(temporary.resolve("copy"));
    plant(place.database());
    content = new WarehouseContent(place.database());
    report = temporary.resolve("report.html");
    place.run(new ReportJob(), "--out", report.toString()).requireDone();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(List.of("--no-sandbox"))); // root has none
    Files.createDirectories(SCREENSHOTS);
  }

  /** In what files and persons name: a customer, a reason, a place, a comment's file, an alert. */
  private static void plant(Path database) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "update churn_predictions set customer_id = '%s' || customer_id, reason_1 = 'place: %s'"
                  .formatted(MARKUP, MARKUP)
              + " where snapshot_date = date '2025-06-01'");
      statement.execute(
          "update feature_drift set name = '%s' where name = 'age'".formatted(MARKUP));
      statement.execute("update alerts set message = message || '%s'".formatted(MARKUP));
      statement.execute(
          "insert into quarantine (feed, file_name, line_number, rule, column_name, value, raw_row,"
              + " contract_version, run_id) values ('sales', '%s.csv', 1, 'type', 'c', 'v', 'r', 'c', 'r')"
                  .formatted(MARKUP));
    }
  }

  @AfterAll
  void closeTheBrowser() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @BeforeEach
  void openThePage() {
    complaints.clear();
    requests.clear();
    if (page != null) {
      page.close();
    }
    page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1400, 900));
    page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
    page.onPageError(complaints::add);
    page.onRequest(request -> requests.add(request.url()));
    page.navigate(report.toUri().toString());
  }

  private void screenshot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  /** The cells of a section's table, row by row. */
  private List<List<String>> table(String section) {
    List<List<String>> rows = new ArrayList<>();
    for (Locator row : page.locator("#" + section + " tbody tr").all()) {
      rows.add(row.locator("td").allTextContents());
    }
    return rows;
  }

  @Test
  void everyPictureIsDrawnWithoutAComplaintOrARequest() {
    int pictures = page.locator("[role=img]").count();
    assertTrue(pictures >= 10, () -> pictures + " pictures");
    assertEquals(pictures, page.locator("[role=img] svg").count());
    for (Locator picture : page.locator("[role=img]").all()) {
      picture.hover(); // a tooltip is markup too
    }
    assertEquals(List.of(), complaints);
    assertEquals(List.of(report.toUri().toString()), requests);
    screenshot("light");
  }

  @Test
  void theNumbersAreThoseOfTheTables() throws Exception {
    List<String> auc =
        content.query(
            "select strftime(snapshot_date, '%Y-%m-%d'), printf('%.3f', value),"
                + " printf('%.3f', recency_value) from model_performance where metric = 'auc' and"
                + " segment = 'all' and status = 'OK' and model_version <> 'none' order by 1");
    List<String> shown =
        table("performance").stream()
            .map(row -> row.get(0) + " | " + row.get(4).split(" ")[0] + " | " + row.get(5))
            .toList();
    assertTrue(shown.containsAll(auc), () -> auc + " is not in " + shown);

    List<String> contacts =
        content.query(
            "select customer_id, format('{:,} USD', cast(round(expected_value_usd) as bigint))"
                + " from churn_predictions where contact_group = 'contact' and snapshot_date ="
                + " (select max(snapshot_date) from churn_predictions)"
                + " order by expected_value_usd desc, customer_id limit 20");
    assertEquals(
        contacts, table("contacts").stream().map(row -> row.get(1) + " | " + row.get(3)).toList());

    List<String> drawn =
        content.query(
            "select value from model_performance where metric = 'f1' and segment = 'all' and"
                + " status = 'OK' and model_version <> 'none' order by snapshot_date");
    Object inTheChart =
        page.evaluate(
            "() => JSON.parse(document.getElementById('charts').textContent)['chart-f1'].value"
                + ".filter(v => v !== null).map(String)");
    assertEquals(drawn.toString(), inTheChart.toString());
  }

  @Test
  void plantedMarkupIsText() {
    assertEquals(null, page.evaluate("() => window.planted"));
    assertEquals(3, page.locator("script").count());
    assertTrue(page.locator("#contacts").textContent().contains(MARKUP), "customer");
    assertTrue(page.locator("#events").textContent().contains(MARKUP), "alert");
    assertTrue(page.locator("#drift tbody").textContent().contains(MARKUP), "feature");
    assertTrue(page.locator("#quarantine").textContent().contains(MARKUP + ".csv"), "file");
  }

  @Test
  void bothColourSchemesAreDrawn() {
    String stroke = "() => document.querySelector('#chart-auc svg').outerHTML";
    Object light = page.evaluate(stroke);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    page.waitForFunction(
        "light => document.querySelector('#chart-auc svg').outerHTML !== light", light);
    assertEquals(List.of(), complaints);
    screenshot("dark");
  }

  @Test
  void aPhoneScrollsPicturesNotThePage() {
    page.setViewportSize(PHONE_WIDTH, 800);
    page.reload();
    int width = (int) page.evaluate("() => document.documentElement.scrollWidth");
    assertTrue(width <= PHONE_WIDTH, () -> "the page is " + width + " wide");
    screenshot("phone");
  }

  @Test
  void theKeyboardReachesTablesAndTheyOpen() {
    Locator summary = page.locator("#performance summary").first();
    summary.focus();
    page.keyboard().press("Enter");
    assertTrue(page.locator("#performance table").isVisible());
    assertFalse(page.locator("#drift table").isVisible());
  }
}

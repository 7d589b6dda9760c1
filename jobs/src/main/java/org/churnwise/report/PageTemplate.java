package org.churnwise.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.extension.escaper.SafeString;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.churnwise.run.Json;

/**
 * The text of a page. Every value is escaped by the template, but for styles and scripts of our own
 * and the charts' data, which holds no {@code <}. The page's Content-Security-Policy names styles
 * and scripts by their hashes and allows nothing else.
 */
final class PageTemplate {
  private static final String FOLDER = "org/churnwise/report/";
  private static final String ECHARTS = "META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

  private PageTemplate() {}

  /** The whole file. */
  static String render(ReportPage page) {
    String style = resource(FOLDER + "report.css");
    String library = resource(ECHARTS);
    String script = resource(FOLDER + "report.js");
    StringWriter text = new StringWriter();
    try {
      engine()
          .getTemplate("report.html")
          .evaluate(
              text,
              Map.of(
                  "page", page,
                  "policy", policy(style, library, script),
                  "style", new SafeString(style),
                  "library", new SafeString(library),
                  "script", new SafeString(script),
                  "data", new SafeString(json(page.charts()))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static PebbleEngine engine() {
    ClasspathLoader templates = new ClasspathLoader(PageTemplate.class.getClassLoader());
    templates.setPrefix(FOLDER);
    return new PebbleEngine.Builder()
        .loader(templates)
        .strictVariables(true)
        .autoEscaping(true)
        .defaultLocale(Locale.ROOT)
        .build();
  }

  private static String policy(String style, String library, String script) {
    return "default-src 'none'; style-src %s; script-src %s %s; base-uri 'none'; form-action 'none'"
        .formatted(hash(style), hash(library), hash(script));
  }

  private static String hash(String text) {
    return "'sha256-%s'".formatted(Base64.getEncoder().encodeToString(DigestUtils.sha256(text)));
  }

  /** JSON that cannot end the element it stands in. */
  static String json(Map<String, Object> data) {
    try {
      return Json.mapper().writeValueAsString(data).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = PageTemplate.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name + " on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.churnwise.ingest.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns of names that people write for the same files. */
class NameEndingsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "s\\.jsonl s.jsonl",
        "s[.]jsonl s.jsonl",
        "s[\\.]jsonl$ s.jsonl",
        "\\Qs.jsonl\\E s.jsonl",
        "s[.]jsonl([.]gz)? s.jsonl.gz,s.jsonl",
        "s\\.jsonl(?:\\.gz)? s.jsonl.gz,s.jsonl",
        "s\\.(json|ndjson) s.json,s.ndjson",
        "s\\.jsonl? s.jsonl,s.json",
        "s[.][jJ][Ss][oO][nN] s.jSon",
        "a[.]csv|b[.]jsonl a.csv,b.jsonl",
        "(a|b)[.]parquet (a|b).parquet",
        "s.*? s.*,s."
      })
  void alternativesAtTheEndAreTold(String pattern, String endings) {
    assertEquals(endings, String.join(",", NameEndings.of(Pattern.compile(pattern))));
  }
}

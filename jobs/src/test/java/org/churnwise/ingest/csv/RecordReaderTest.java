package org.churnwise.ingest.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.churnwise.ingest.contract.DateRules;
import org.churnwise.ingest.contract.FileFormat;
import org.churnwise.ingest.contract.NumberMarks;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
  private static final FileFormat FORMAT =
      new FileFormat(
          false,
          ',',
          '"',
          "UTF-8",
          NumberMarks.OF_TYPED_NUMBERS,
          DateRules.of(List.of("yyyy-MM-dd")),
          Set.of(""),
          2,
          FileFormat.Layout.DELIMITED);

  private static List<TextRecord> records(byte[] bytes) throws IOException {
    List<TextRecord> records = new ArrayList<>();
    try (RecordReader reader =
        new RecordReader(new LineReader(new ByteArrayInputStream(bytes), UTF_8), FORMAT)) {
      for (TextRecord record = reader.next(); record != null; record = reader.next()) {
        records.add(record);
      }
    }
    return records;
  }

  /** One line a record: line number, flaw, values; line ends as ~. */
  private static String read(String text) throws IOException {
    StringBuilder out = new StringBuilder();
    for (TextRecord record : records(text.getBytes(UTF_8))) {
      out.append(record.lineNumber()).append(' ').append(record.flaw()).append(' ');
      out.append(record.values().toString().replace("\r", "R").replace("\n", "~")).append('\n');
    }
    return out.toString();
  }

  @Test
  void plainLinesAreCutAtDelimiters() throws IOException {
    assertEquals("1 NONE [a, b]\n2 NONE [, ]\n", read("a,b\n,\n"));
  }

  @Test
  void aLastLineNeedsNoEnd() throws IOException {
    assertEquals("1 NONE [a, b]\n", read("a,b"));
  }

  @Test
  void quotedValuesHoldDelimitersQuotesAndLineEnds() throws IOException {
    assertEquals(
        "1 NONE [a,b, say \"hi\"]\n2 NONE [one~two, c]\n4 NONE [d, e]\n",
        read("\"a,b\",\"say \"\"hi\"\"\"\n\"one\ntwo\",c\nd,e\n"));
  }

  @Test
  void theRawRowStandsAsInTheFile() throws IOException {
    assertEquals("\"one\r\ntwo\",c", records("\"one\r\ntwo\",c\r\n".getBytes(UTF_8)).get(0).raw());
  }

  @Test
  void carriageReturnsBelongToTheLineEndButStayInQuotes() throws IOException {
    assertEquals("1 NONE [a, b]\n2 NONE [oneR~two, c]\n", read("a,b\r\n\"one\r\ntwo\",c\r\n"));
  }

  @Test
  void aByteOrderMarkIsSkipped() throws IOException {
    assertEquals("1 NONE [a, b]\n", read("\uFEFFa,b\n"));
  }

  @Test
  void blankLinesAreNoRecordsButCount() throws IOException {
    assertEquals("2 NONE [a, b]\n5 NONE [c, d]\n", read("\na,b\n\n  \nc,d\n\n"));
  }

  @Test
  void aQuoteWithinAPlainValueIsText() throws IOException {
    assertEquals("1 NONE [5\" pipe, b]\n", read("5\" pipe,b\n"));
  }

  @Test
  void aQuoteThatNeverClosesSpoilsItsOwnLineOnly() throws IOException {
    assertEquals(
        "1 NONE [a, b]\n2 QUOTES []\n3 NONE [e, f]\n4 NONE [g, h]\n",
        read("a,b\n\"c,d\ne,f\ng,h\n"));
  }

  @Test
  void aQuoteThatClosesInALaterRecordSpoilsItsOwnLineOnly() throws IOException {
    assertEquals("1 QUOTES []\n2 NONE [e, f,g]\n3 NONE [h, i]\n", read("\"c,d\ne,\"f,g\"\nh,i\n"));
  }

  @Test
  void textAfterAClosingQuoteIsAFlaw() throws IOException {
    assertEquals("1 QUOTES []\n2 NONE [c, d]\n", read("\"a\"x,b\nc,d\n"));
  }

  @Test
  void bytesThatAreNoTextSpoilTheirLineOnly() throws IOException {
    List<TextRecord> records = records("caf\u00e9,b\nc,d\n".getBytes(ISO_8859_1));
    assertEquals(TextRecord.Flaw.ENCODING, records.get(0).flaw());
    assertEquals(List.of("c", "d"), records.get(1).values());
  }

  @Test
  void aLineBeyondAllMeasureIsNamedWithWhatItMayBe() {
    byte[] bytes = new byte[(1 << 24) + 3];
    Arrays.fill(bytes, (byte) 'a');
    bytes[1] = '\n';
    IOException e = assertThrows(DecodedText.UnsuitableText.class, () -> records(bytes));
    assertTrue(
        e.getMessage().startsWith("line 2 is longer than 16 MiB: a value in it"), e::getMessage);
  }

  @Test
  void aReplacementCharacterInTheFileIsText() throws IOException {
    assertEquals("1 NONE [\uFFFD, b]\n", read("\uFFFD,b\n"));
  }

  @Test
  void linesMayBeLongerThanTheBuffer() throws IOException {
    String longValue = "x".repeat(200_000);
    List<TextRecord> records = records((longValue + ",b\nc,d\n").getBytes(UTF_8));
    assertEquals(longValue, records.get(0).values().get(0));
    assertEquals(List.of("c", "d"), records.get(1).values());
  }
}

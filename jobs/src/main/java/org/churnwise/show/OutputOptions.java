package org.churnwise.show;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** In which form rows are printed: as a table, unless programs are to read them. */
final class OutputOptions {
  @ArgGroup private Form form;

  private static final class Form {
    @Option(
        names = "--csv",
        required = true,
        description =
            "Print CSV and nothing else, every column in full; the JSON line goes to standard error.")
    private boolean csv;

    @Option(
        names = "--json",
        required = true,
        description = "Print only the JSON line, with every column of the rows in its field rows.")
    private boolean json;
  }

  boolean csv() {
    return form != null && form.csv;
  }

  boolean json() {
    return form != null && form.json;
  }
}

package org.churnwise.ingest;

/** The option {@code --accept} of the commands that load files. */
public final class AcceptOption {
  public static final String DESCRIPTION =
      "Go on although data seem to be missing or wrong: [SUBJECT] [from] PERIOD: REASON, for example '2024-05: closed' or 'location=North from 2024-05: branch closed for good'; repeatable.";

  private AcceptOption() {}
}

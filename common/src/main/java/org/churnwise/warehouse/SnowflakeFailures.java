package org.churnwise.warehouse;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to do about the account's error codes, which are those that Snowflake documents for its
 * drivers and statements.
 */
public final class SnowflakeFailures {
  private static final String NO_SCHEMA =
      "name a database and schema; check ML_DATABASE and ML_SCHEMA";
  private static final String NO_OBJECT =
      "it does not exist, or the role has no privilege on it; see sql/warehouse/snowflake/grants.sql";

  private static final int OAUTH_EXPIRED = 390318;

  private static final Map<Integer, String> ADVICE =
      Map.ofEntries(
          Map.entry(390100, "check the user name and its secret"),
          Map.entry(
              390144,
              "the account does not accept this key pair or user; check the user's RSA_PUBLIC_KEY"),
          Map.entry(390303, "the OAuth token is not valid; request a new one"),
          Map.entry(
              OAUTH_EXPIRED,
              "the OAuth token has expired; write a new one to snowflake.token-file, which is read at each login"),
          Map.entry(
              390189,
              "the role does not exist or is not granted to the user; check snowflake.role (CHURN_SNOWFLAKE_ROLE)"),
          Map.entry(
              390186,
              "the role is not granted to the user; check snowflake.role (CHURN_SNOWFLAKE_ROLE)"),
          Map.entry(
              390201,
              "check warehouse.database (ML_DATABASE), warehouse.warehouse (ML_WAREHOUSE) and the role's privileges"),
          Map.entry(
              606,
              "no virtual warehouse is running for this session; set ML_WAREHOUSE, and let it resume automatically (auto_resume = true)"),
          Map.entry(
              90073,
              "the virtual warehouse is suspended or has no credit left; resume it, or request a higher limit"),
          Map.entry(90105, NO_SCHEMA),
          Map.entry(90106, NO_SCHEMA),
          Map.entry(2003, NO_OBJECT),
          Map.entry(2043, NO_OBJECT),
          Map.entry(3001, "the role lacks a privilege; see sql/warehouse/snowflake/grants.sql"),
          Map.entry(625, "another session holds a lock on the table; try again when it has ended"),
          Map.entry(
              604,
              "the statement was cancelled, or took longer than snowflake.statement-timeout-seconds"),
          Map.entry(630, "the statement took longer than snowflake.statement-timeout-seconds"));

  /**
   * The session or a token of it has ended, so that the account has not even looked at the
   * statement: the token of the session (390104, 390112), the session (390111), the token that
   * renews it (390113, 390114, 390115), the browser's (390195) and OAuth's (390318).
   */
  private static final Set<Integer> SESSION_ENDED =
      Set.of(390104, 390111, 390112, 390113, 390114, 390115, 390195, OAUTH_EXPIRED);

  /** The driver's own code, of class 58 (system error), for a host that it cannot reach. */
  private static final int NETWORK_ERROR = 200015;

  private static final String DRIVER_OR_CONNECTOR = "net.snowflake.";

  /**
   * What the driver makes of an OAuth token that has expired when it logs in: it tries to renew it.
   */
  private static final String CANNOT_RENEW = "Unsupported authenticator type: OAUTH";

  private SnowflakeFailures() {}

  private static int code(SQLException failure) {
    return String.valueOf(failure.getMessage()).contains(CANNOT_RENEW)
        ? OAUTH_EXPIRED
        : failure.getErrorCode();
  }

  /**
   * The message of Snowflake's driver or connector, somewhere under the failure of a Spark job: a
   * Dataset is read when it is used, outside any call of the warehouse. Empty if neither was
   * involved.
   */
  public static Optional<String> messageUnder(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof SQLException refused && (isOfSnowflake(at) || passedSnowflake(at))) {
        return Optional.of(message(refused));
      }
    }
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (isOfSnowflake(at)) {
        return Optional.of(at.getClass().getSimpleName() + ": " + at.getMessage());
      }
    }
    return Optional.empty();
  }

  private static boolean isOfSnowflake(Throwable thrown) {
    return thrown.getClass().getName().startsWith(DRIVER_OR_CONNECTOR);
  }

  /** The driver also throws plain SQLException, as other databases and Spark do. */
  private static boolean passedSnowflake(Throwable thrown) {
    return Stream.of(thrown.getStackTrace())
        .anyMatch(frame -> frame.getClassName().startsWith(DRIVER_OR_CONNECTOR));
  }

  /** The driver's message in one line, without the driver's own preamble, and what to do. */
  static String message(SQLException failure) {
    String message =
        String.valueOf(failure.getMessage())
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining(" | "))
            .replace("Exception encountered for HTTP request: ", "");
    String advice = advice(failure);
    return (advice.isEmpty() ? message : message.replaceFirst("[.;]$", "")) + advice;
  }

  /**
   * The end of the session under the failure of a file: on the way to or from a stage the driver
   * asks the account again for each, and wraps what it is answered.
   */
  private static SQLException unwrapped(SQLException failure) {
    return failure.getCause() instanceof SQLException under && SESSION_ENDED.contains(code(under))
        ? under
        : failure;
  }

  /** What to do, as the end of a sentence; empty if nothing is known. */
  static String advice(SQLException wrapped) {
    SQLException failure = unwrapped(wrapped);
    String known = ADVICE.get(code(failure));
    if (known != null) {
      return "; " + known;
    }
    if (SESSION_ENDED.contains(code(failure))) {
      return "; the account has ended the session: run this again";
    }
    return isConnectionLost(failure)
        ? "; the account does not respond: check snowflake.account, snowflake.host and the network"
        : "";
  }

  /** Whether the account has refused a statement because its session or a token has ended. */
  static boolean isSessionEnded(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof SQLException refused) {
        return SESSION_ENDED.contains(code(unwrapped(refused)));
      }
    }
    return false;
  }

  /** Class 08 of the SQL standard is for connections. */
  public static boolean isConnectionLost(SQLException wrapped) {
    SQLException failure = unwrapped(wrapped);
    String state = failure.getSQLState();
    return code(failure) == NETWORK_ERROR
        || SESSION_ENDED.contains(code(failure))
        || state != null && state.startsWith("08") && !ADVICE.containsKey(code(failure));
  }
}

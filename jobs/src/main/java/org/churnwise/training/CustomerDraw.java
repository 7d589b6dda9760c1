package org.churnwise.training;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.churnwise.config.TrainingSettings;
import org.churnwise.model.registry.LeftOutShare;

/**
 * A share of the customers that fits do not leave out, or of those that they do. The hash that
 * {@link LeftOutShare} leaves out by draws them too, so that a larger share holds a smaller one,
 * and SQL draws the same.
 *
 * @param below a customer is drawn if the hash's first 8 hexadecimal digits come before
 */
record CustomerDraw(long seed, String below) implements Serializable {
  private static final long HASHES = 1L << 32;

  /** Comes after all digits. */
  private static final String EVERYONE = "g";

  /** Comes before all eight digits. */
  private static final String NOBODY = "0";

  static CustomerDraw everyone() {
    return new CustomerDraw(0, EVERYONE);
  }

  static CustomerDraw nobody() {
    return new CustomerDraw(0, NOBODY);
  }

  /** Customers that fits do not leave out; see {@link #ofRows(long, double, long, long)}. */
  static CustomerDraw ofRows(TrainingSettings settings, long rows, long all) {
    return ofRows(settings.seed(), settings.testSize(), rows, all);
  }

  /**
   * So many customers that they have about some rows.
   *
   * @param leftOut share of the customers that have none of the rows
   * @param rows wanted at most
   * @param all to draw from
   */
  static CustomerDraw ofRows(long seed, double leftOut, long rows, long all) {
    if (all <= rows) {
      return everyone();
    }
    double share = leftOut + (1 - leftOut) * rows / all;
    return new CustomerDraw(seed, digits(share));
  }

  /**
   * So many of the customers whom fits leave out that they have about some rows.
   *
   * @param rows wanted at most
   * @param fitted rows of the others
   */
  static CustomerDraw ofLeftOut(TrainingSettings settings, long rows, long fitted) {
    double leftOut = settings.testSize();
    double all = fitted * leftOut / (1 - leftOut);
    return all <= rows
        ? everyone()
        : new CustomerDraw(settings.seed(), digits(leftOut * rows / all));
  }

  private static String digits(double share) {
    return String.format(Locale.ROOT, "%08x", (long) (share * HASHES));
  }

  /** Whether it is drawn; says nothing of the customers that the draw is not of. */
  boolean takes(String customer) {
    return below.equals(EVERYONE) || digits(customer).compareTo(below) < 0;
  }

  private String digits(String customer) {
    try {
      byte[] text = (seed + ":" + customer).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text), 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}

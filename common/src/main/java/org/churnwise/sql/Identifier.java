package org.churnwise.sql;

import java.util.regex.Pattern;

/**
 * The name of an object, for a statement that a person will run: it can be written out, but not
 * bound by JDBC.
 *
 * @param name letters, digits and _, not starting with a digit; anything else is refused with an
 *     IllegalArgumentException
 */
public record Identifier(String name) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");

  public Identifier {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a name of letters, digits and _ that does not start with a digit"
              .formatted(name));
    }
  }
}

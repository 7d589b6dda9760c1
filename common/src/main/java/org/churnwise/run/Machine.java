package org.churnwise.run;

/**
 * Where code runs. Equal code and rows may give floating-point numbers there whose last digits are
 * others.
 *
 * @param system for example {@code Linux}
 * @param architecture of the processor, for example {@code amd64}
 */
public record Machine(String system, String architecture) {

  /** The machine of this process. */
  public static Machine current() {
    return new Machine(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  @Override
  public String toString() {
    return system + " " + architecture;
  }
}

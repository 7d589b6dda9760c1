package org.churnwise.cli;

import picocli.CommandLine.IVersionProvider;

/** The product's version, read from the jar's manifest. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"churnwise " + (version == null ? "development" : version)};
  }
}

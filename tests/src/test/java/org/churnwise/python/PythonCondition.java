package org.churnwise.python;

import java.nio.file.Path;

/** The condition of {@link NeedsPython}. */
final class PythonCondition extends InstalledCondition<NeedsPython> {
  PythonCondition() {
    super(NeedsPython.class);
  }

  @Override
  protected void install(NeedsPython needs) throws Exception {
    PythonEnvironment.of(Path.of(needs.value()));
  }
}

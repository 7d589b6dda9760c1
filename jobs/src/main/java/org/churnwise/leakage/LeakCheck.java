package org.churnwise.leakage;

/** One check on the scratch copy; it undoes its changes. */
interface LeakCheck {
  CheckResult run();
}

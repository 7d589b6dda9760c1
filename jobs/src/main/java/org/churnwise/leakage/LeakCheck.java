package org.churnwise.leakage;

/** One question to the scratch copy; it leaves the copy as it found it. */
interface LeakCheck {
  CheckResult run();
}

/**
 * The leakage harness: {@link org.churnwise.leakage.LeakageHarness} proves on a scratch copy of the
 * user's data that features and labels do not depend on the future.
 */
package org.churnwise.leakage;

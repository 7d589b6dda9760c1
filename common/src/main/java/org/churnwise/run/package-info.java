/**
 * Runs, the ledger of what they wrote, and the keys that make a second run do nothing: {@link
 * org.churnwise.run.Ledger}.
 */
package org.churnwise.run;

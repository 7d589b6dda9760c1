/**
 * Walk-forward evaluation over loaded history: {@code backtest}, and the reference's rules beside
 * ours.
 */
package org.churnwise.backtest;

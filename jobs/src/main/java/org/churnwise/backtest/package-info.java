/**
 * Walking forward over loaded history: {@code backtest}, and the rules of the reference beside
 * ours.
 */
package org.churnwise.backtest;

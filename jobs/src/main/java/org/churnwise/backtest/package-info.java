/**
 * Walk-forward evaluation over loaded history: {@code backtest}, the policies of retraining side by
 * side ({@code policy backtest}), and the reference's rules beside ours.
 */
package org.churnwise.backtest;

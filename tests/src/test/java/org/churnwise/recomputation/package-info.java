/**
 * Every cell of customer_features and customer_labels a second time, in plain Java from the CSV
 * files: {@link org.churnwise.recomputation.Recomputation}. It shares no code and no SQL with the
 * product, so that one mistake cannot stand in both.
 */
package org.churnwise.recomputation;

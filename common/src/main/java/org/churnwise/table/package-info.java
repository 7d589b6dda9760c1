/**
 * Tables as their DDL declares them: {@link org.churnwise.table.Table}, listed in {@link
 * org.churnwise.table.Tables}; {@link org.churnwise.table.FeatureColumns} writes the columns of
 * customer_features into the statements that list them.
 */
package org.churnwise.table;

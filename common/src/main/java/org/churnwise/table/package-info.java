/**
 * Tables as their DDL declares them: {@link org.churnwise.table.Table}, listed in {@link
 * org.churnwise.table.Tables}.
 */
package org.churnwise.table;

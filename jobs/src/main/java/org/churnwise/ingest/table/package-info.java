/**
 * The rules of a contract as SQL, for feeds whose rows are in a table: {@link
 * org.churnwise.ingest.table.TableRows} makes the query that finds the good rows where they are.
 *
 * <p>What SQL calls good, the rules in Java call good too, with the same values; all else is
 * decided by them, record by record.
 */
package org.churnwise.ingest.table;

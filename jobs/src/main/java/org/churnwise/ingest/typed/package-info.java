/**
 * Records of files whose values carry types, as texts: JSON by line, and Parquet. Fields are found
 * by name; {@code customer.id} is the field id in the field customer.
 */
package org.churnwise.ingest.typed;

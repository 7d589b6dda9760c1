/**
 * Where tables are stored and SQL runs: {@link org.churnwise.warehouse.Warehouse}, embedded or
 * Snowflake.
 */
package org.churnwise.warehouse;

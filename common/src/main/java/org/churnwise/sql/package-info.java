/**
 * Statements of the {@code sql/} folder and the values of their parameters: {@link
 * org.churnwise.sql.Sql}.
 */
package org.churnwise.sql;

/**
 * What tests of several packages share: a warehouse in a temporary folder ({@link
 * org.churnwise.testkit.TemporaryWarehouse}), rows written as text ({@link
 * org.churnwise.testkit.TextTable}), one Spark session ({@link org.churnwise.testkit.TestSpark}).
 */
package org.churnwise.testkit;

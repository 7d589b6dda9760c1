/** Rows between Spark and the warehouse. */
package org.churnwise.exchange;

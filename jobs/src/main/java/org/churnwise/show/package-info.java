/** A look at the tables from a terminal: {@code show} and {@code sql}. Starts no Spark. */
package org.churnwise.show;

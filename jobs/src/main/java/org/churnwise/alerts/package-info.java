/** The command {@code alerts}: shows alerts, and takes what people decide about them. */
package org.churnwise.alerts;

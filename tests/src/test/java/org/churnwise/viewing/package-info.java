/**
 * The report as a browser shows it. By its name it comes first and makes the pipeline that many
 * tests share, while the other JVM runs those that need none.
 */
package org.churnwise.viewing;

/** Records of a text file, by RFC 4180, with the lines that they came from. */
package org.churnwise.ingest.csv;

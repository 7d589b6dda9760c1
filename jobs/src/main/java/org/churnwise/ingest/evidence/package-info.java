/**
 * What is missing or wrong in the data as a whole: {@link org.churnwise.ingest.evidence.DataJudge}.
 */
package org.churnwise.ingest.evidence;

/**
 * Files become rows: {@link org.churnwise.ingest.FileDiscovery} finds them, a {@link
 * org.churnwise.ingest.contract.Contract} splits good rows from bad ones, {@link
 * org.churnwise.ingest.DataIngestionPipeline} loads each file once, in one transaction.
 */
package org.churnwise.ingest;

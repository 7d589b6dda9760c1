/**
 * The ingest stage: {@link org.churnwise.ingest.FileDiscovery} finds files, a {@link
 * org.churnwise.ingest.contract.Contract} splits good rows from bad ones, {@link
 * org.churnwise.ingest.DataIngestionPipeline} loads each file once, in one transaction.
 */
package org.churnwise.ingest;

/** The contract of incoming files: {@link org.churnwise.ingest.contract.Contract}. */
package org.churnwise.ingest.contract;

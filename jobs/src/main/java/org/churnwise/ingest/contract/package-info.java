/** What a file must hold: a {@link org.churnwise.ingest.contract.Contract} and how it is read. */
package org.churnwise.ingest.contract;

/**
 * Drafts of contracts from a look at files: {@link org.churnwise.ingest.draft.ContractDraft}. What
 * a file does not show is left to its owner, in words.
 */
package org.churnwise.ingest.draft;

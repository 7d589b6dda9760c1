/**
 * Events of OpenLineage (https://openlineage.io) about a run and its stages: {@link
 * org.churnwise.openlineage.LineageEmitter} listens to the ledger. Stages know nothing of it, and
 * nothing here is loaded unless events go somewhere.
 */
package org.churnwise.openlineage;

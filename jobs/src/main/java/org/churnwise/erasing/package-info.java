/**
 * Erasing customers: {@link org.churnwise.erasing.CustomerErasure} takes a person out of every
 * table, by the rules of {@link org.churnwise.erasing.ErasureRules}, and has later loads leave him
 * out.
 */
package org.churnwise.erasing;

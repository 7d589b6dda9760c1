package org.churnwise.stats;

/**
 * Costs and earnings of contacting the customers of {@link PairedRows}.
 *
 * @param value of one contact
 * @param marginUsd by row, what is kept if the customer stays; not copied
 * @param most maximum number of contacts that the budget pays for
 */
public record Contacts(ContactValue value, double[] marginUsd, long most) {}

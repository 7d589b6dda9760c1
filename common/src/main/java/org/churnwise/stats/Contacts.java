package org.churnwise.stats;

/**
 * What contacting the customers of {@link PairedRows} costs and brings.
 *
 * @param value of one contact
 * @param marginUsd by row, what is kept if the customer stays; not copied
 * @param most contacts that the budget pays for
 */
public record Contacts(ContactValue value, double[] marginUsd, long most) {}

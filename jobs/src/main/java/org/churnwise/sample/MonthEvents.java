package org.churnwise.sample;

/** All that happened in one month. */
record MonthEvents(EventList purchases, EventList comments) {}

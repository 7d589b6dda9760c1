package org.churnwise.sample;

/** All events of one month. */
record MonthEvents(EventList purchases, EventList comments) {}

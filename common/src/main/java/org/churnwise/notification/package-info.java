/**
 * Messages about alerts: {@link org.churnwise.notification.AlertNotifier} decides at the end of a
 * run which are due, and sends them on {@link org.churnwise.notification.Channel}s.
 */
package org.churnwise.notification;

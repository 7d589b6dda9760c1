package org.churnwise.notification;

/** A way to tell people of an alert. */
interface Channel {
  /**
   * Sends a message, in one try. The same message may be sent twice, with the same key.
   *
   * @throws SendFailure if it did not get there, or nobody knows
   */
  void send(AlertMessage message) throws SendFailure;
}

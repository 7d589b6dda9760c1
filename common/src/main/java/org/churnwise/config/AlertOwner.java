package org.churnwise.config;

import java.util.Optional;

/**
 * Whom a message goes to when an alert concerns him.
 *
 * @param name for people
 * @param channel that receives the alerts that concern him, beside the channels of all alerts
 * @param address an e-mail address for email, a mention for webhook
 */
public record AlertOwner(String name, String channel, Optional<String> address) {}

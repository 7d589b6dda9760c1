/**
 * Settings: {@link org.churnwise.config.SettingsLoader} merges the command line, the environment,
 * files and defaults into one validated {@link org.churnwise.config.Settings}. A job takes only the
 * part that it needs.
 */
package org.churnwise.config;

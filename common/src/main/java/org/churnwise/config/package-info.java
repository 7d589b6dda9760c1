/**
 * Settings: {@link org.churnwise.config.SettingsLoader} lays the command line, the environment,
 * files and defaults over each other and gives one validated {@link org.churnwise.config.Settings}.
 * A job takes the one part that it needs, never the whole.
 */
package org.churnwise.config;

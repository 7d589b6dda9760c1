/**
 * Copies of an embedded warehouse with its models: {@link org.churnwise.backup.BackupJob} makes
 * one, {@link org.churnwise.backup.RestoreJob} brings it back.
 */
package org.churnwise.backup;

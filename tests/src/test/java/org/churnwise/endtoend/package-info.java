/**
 * Whole runs on a small generated sample, in this process or as a shell starts them: {@link
 * org.churnwise.endtoend.Workplace} runs commands, {@link org.churnwise.endtoend.WarehouseContent}
 * says what a database holds.
 */
package org.churnwise.endtoend;

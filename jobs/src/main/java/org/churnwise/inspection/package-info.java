/** Read-only commands: {@code status}, {@code doctor}, {@code sentiment}. */
package org.churnwise.inspection;

/** Commands that look and change nothing: {@code status}, {@code doctor}, {@code sentiment}. */
package org.churnwise.inspection;

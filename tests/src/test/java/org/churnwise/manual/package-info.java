/** The manual: the Markdown files of the project, held against the project itself. */
package org.churnwise.manual;

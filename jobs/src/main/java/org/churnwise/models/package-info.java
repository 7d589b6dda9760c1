/** The command {@code models}: shows the registered models and takes manual decisions. */
package org.churnwise.models;

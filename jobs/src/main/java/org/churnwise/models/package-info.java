/** The command {@code models}: looks at the registered models and decides about them by hand. */
package org.churnwise.models;

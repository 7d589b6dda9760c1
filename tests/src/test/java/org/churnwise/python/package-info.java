/** Tools from PyPI for the tests that need them. */
package org.churnwise.python;

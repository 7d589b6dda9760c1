/** The label stage: {@link org.churnwise.labels.ChurnLabeler}; labels have maturity. */
package org.churnwise.labels;

/**
 * Which models there are: {@link org.churnwise.model.registry.ModelStore} keeps their files, {@link
 * org.churnwise.model.registry.ModelRegistry} their versions, cards, aliases and decisions.
 */
package org.churnwise.model.registry;

/**
 * Models: the feature catalogue, the fitted model and its files, cards, versions, aliases and
 * decisions. {@link org.churnwise.model.FittedModel} scores, {@link org.churnwise.model.ModelStore}
 * keeps its files, {@link org.churnwise.model.ModelRegistry} says which model is champion and why.
 */
package org.churnwise.model;

/**
 * The training stage. {@link org.churnwise.training.TrainingStage} chains {@link
 * org.churnwise.training.TrainingRows}, {@link org.churnwise.training.HyperparameterSearch}, {@link
 * org.churnwise.training.ModelTrainer}, {@link org.churnwise.training.ModelJudge}, {@link
 * org.churnwise.training.ModelValidator} and {@link org.churnwise.training.ModelComparator}; each
 * of them works without the others.
 */
package org.churnwise.training;

package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What an estimate rests on.
 *
 * @param answersOf snapshot whose labels recalibrate the probabilities
 * @param isHeldOut whether that is the snapshot held out from the model's training; else the newest
 *     that it scored in production and whose labels were known on the day of the estimate
 * @param doubt why the estimate is not to be trusted, apart from its predictions; empty if there is
 *     no such reason
 */
record EstimateTerms(LocalDate answersOf, boolean isHeldOut, Optional<String> doubt) {}

package org.churnwise.openlineage;

import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.DataQualityAssertionsDatasetFacet;
import io.openlineage.client.OpenLineage.DataQualityAssertionsDatasetFacetAssertions;
import java.util.List;
import org.churnwise.quality.QualityCheck;
import org.churnwise.stats.Verdict;

/** Rows of data_quality as assertions. A check without evidence did not succeed. */
final class Assertions {
  private Assertions() {}

  static DataQualityAssertionsDatasetFacet of(OpenLineage lineage, List<QualityCheck> checks) {
    return lineage.newDataQualityAssertionsDatasetFacet(
        checks.stream().map(check -> of(lineage, check)).toList());
  }

  private static DataQualityAssertionsDatasetFacetAssertions of(
      OpenLineage lineage, QualityCheck check) {
    return lineage
        .newDataQualityAssertionsDatasetFacetAssertionsBuilder()
        .assertion(check.name())
        .name(check.subject() + ": " + check.name())
        .success(check.verdict() == Verdict.OK)
        .severity(check.isBreach() ? "error" : "warn")
        .expected("bound " + check.threshold())
        .actual(
            check.value().isPresent() ? String.valueOf(check.value().getAsDouble()) : "no evidence")
        .build();
  }
}

package org.churnwise.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.churnwise.config.Settings;
import org.churnwise.run.Ledger;
import org.churnwise.run.Machine;
import org.churnwise.run.Run;

/**
 * What has changed since a run was made, and so may explain a difference.
 *
 * @param run as recorded
 * @param ledger of the scratch warehouse, for the same run by the code of now
 * @param now the settings of the replay itself
 */
record ReplayConditions(RecordedRun run, Ledger ledger, Settings now) {

  /** Whether the code has another version than the run's. */
  boolean isOtherCode() {
    return !run.codeVersion().equals(ledger.run().codeVersion());
  }

  /** A note on the code version, to print before any difference; empty if it is the same. */
  String codeDifference() {
    return isOtherCode()
        ? "code version differs: %s then, %s now"
            .formatted(run.codeVersion(), ledger.run().codeVersion())
        : "";
  }

  private boolean isCurrent(RecordedSlice slice) {
    return slice
        .knownStage()
        .flatMap(stage -> ledger.view().key(stage, slice.id()))
        .filter(slice.key()::equals)
        .isPresent();
  }

  /** The possible reasons in brackets, to append to a difference. */
  String reason(RecordedSlice slice) {
    List<String> reasons = new ArrayList<>();
    if (isOtherCode()) {
      reasons.add("code version differs");
    } else if (!isCurrent(slice)) {
      reasons.add("SQL texts, settings, contract, catalogue or inputs differ: the stage key does");
    }
    Map<String, String> settings = now.resolved().withoutSecrets();
    for (String key : List.of("warehouse.kind", "warehouse.threads")) {
      if (!settings.get(key).equals(run.settings().get(key))) {
        reasons.add(key + " " + run.settings().get(key) + " then, " + settings.get(key) + " now");
      }
    }
    String machine = run.settings().getOrDefault(Run.MACHINE, "");
    if (!machine.isEmpty() && !machine.equals(Machine.current().toString())) {
      reasons.add("machine " + machine + " then, " + Machine.current() + " now");
    }
    return reasons.isEmpty() ? " (no known reason)" : " (" + String.join("; ", reasons) + ")";
  }
}

package org.churnwise.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.churnwise.config.Settings;
import org.churnwise.run.Ledger;
import org.churnwise.run.Machine;
import org.churnwise.run.Run;

/**
 * What is not as it was when a run was made, and so may be why something differs.
 *
 * @param run as recorded
 * @param ledger of the scratch warehouse, for the same run by the code of now
 * @param now the settings of the replay itself
 */
record ReplayConditions(RecordedRun run, Ledger ledger, Settings now) {

  /** Whether the code is not the run's. */
  boolean isOtherCode() {
    return !run.codeVersion().equals(ledger.run().codeVersion());
  }

  /** What a person should know about this run before reading any difference; empty if nothing. */
  String codeDifference() {
    return isOtherCode()
        ? "code version differs: "
            + run.codeVersion()
            + " then, "
            + ledger.run().codeVersion()
            + " now"
        : "";
  }

  private boolean isCurrent(RecordedSlice slice) {
    return slice
        .knownStage()
        .flatMap(stage -> ledger.view().key(stage, slice.id()))
        .filter(slice.key()::equals)
        .isPresent();
  }

  /** The reasons in brackets, to be put behind a difference. */
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

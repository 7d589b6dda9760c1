package org.churnwise.ingest;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.Currency;
import org.churnwise.run.LoadedFiles.LoadedFile;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Sums of two currencies would be wrong: all sales that stand have one. Money of which neither file
 * nor contract names the currency contradicts none.
 */
record CurrencyCheck(Warehouse warehouse, Contract contract) {

  /**
   * Why a landed file must not be loaded.
   *
   * @param place of the file in the load, 0-based
   */
  record Refusal(int place, String why) {}

  /** The first file whose money cannot be summed, with itself or with that of standing loads. */
  Optional<Refusal> refusal(
      List<SourceFile> files, List<LandedFile> landed, List<LoadedFile> standing) {
    Optional<Money> first = standing(standing);
    for (int i = 0; i < files.size(); i++) {
      SourceFile file = files.get(i);
      Optional<String> own = landed.get(i).currency(contract.feed(file.feed()));
      Optional<String> why =
          landed.get(i).isKept() ? Optional.empty() : within(file, landed.get(i));
      if (why.isEmpty() && own.isPresent() && first.isPresent()) {
        why = beside(own.get(), first.get(), landed.get(i));
      }
      if (why.isPresent()) {
        return Optional.of(new Refusal(i, why.get()));
      }
      first = first.or(() -> own.map(currency -> new Money(currency, file.path())));
    }
    return Optional.empty();
  }

  private static Optional<Money> standing(List<LoadedFile> loads) {
    return loads.stream()
        .filter(load -> load.currency().isPresent())
        .min(Comparator.comparing(LoadedFile::loadNumber))
        .map(load -> new Money(load.currency().get(), load.name() + ", loaded before,"));
  }

  /** What came first. */
  private record Money(String currency, String file) {}

  /** The currencies of a file that must be one, or must be another. */
  private Optional<String> within(SourceFile file, LandedFile content) {
    if (content.firstCurrency().isEmpty()) {
      return Optional.empty();
    }
    Currency currency = contract.feed(file.feed()).orElseThrow().currency();
    boolean one = content.firstCurrency().equals(content.lastCurrency());
    boolean allowed =
        currency.only() == null || content.firstCurrency().equals(Optional.of(currency.only()));
    if (one && allowed) {
      return Optional.empty();
    }
    String found =
        found(content).stream().map(CurrencyCheck::spoken).collect(Collectors.joining(" and "));
    return Optional.of(
        one
            ? "its money is %s, but contract %s allows only %s; load it into a warehouse of its own"
                .formatted(found, contract.name(), currency.only())
            : "its money is of different currencies, %s, and cannot be summed; leave all but one out with 'drop', or load one file per currency into a warehouse of its own"
                .formatted(found));
  }

  private Optional<String> beside(String own, Money first, LandedFile content) {
    if (own.equals(first.currency())) {
      return Optional.empty();
    }
    String named =
        found(content).stream()
            .findFirst()
            .map(CurrencyCheck::spoken)
            .orElse("%s by contract %s".formatted(own, contract.name()));
    return Optional.of(
        "its money is %s, that of file %s %s, and cannot be summed; convert it, leave it out with 'drop', or load it into a warehouse of its own. If both mean the same, say currency { constant = %s } in the contract, without 'from'"
            .formatted(named, first.file(), first.currency(), first.currency()));
  }

  private List<ResultRow> found(LandedFile content) {
    return warehouse.query(
        Sql.named("ingest/currencies_of_file").with("file_number", content.number()));
  }

  private static String spoken(ResultRow row) {
    return "%s (line %d)".formatted(row.string("currency"), row.longValue("line_number"));
  }
}

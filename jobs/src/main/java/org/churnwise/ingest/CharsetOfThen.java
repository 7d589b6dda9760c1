package org.churnwise.ingest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.Warehouse;

/**
 * Texts of quarantined records that a contract with another charset had read: they are read by
 * today's, so that a better contract mends names too. Texts of UTF-8 and UTF-16 stay: no other
 * charset writes such bytes by chance.
 */
final class CharsetOfThen {
  private final Warehouse warehouse;
  private final Contract contract;
  private final Map<String, Optional<Contract>> kept = new HashMap<>();

  CharsetOfThen(Warehouse warehouse, Contract contract) {
    this.warehouse = warehouse;
    this.contract = contract;
  }

  /** The file with the texts as today's contract reads them. */
  QuarantinedFile reread(QuarantinedFile file) {
    Optional<String> now = charset(Optional.of(contract), file.feed());
    return now.isEmpty()
        ? file
        : file.with(
            file.records().stream().map(record -> reread(record, file.feed(), now.get())).toList());
  }

  private QuarantinedRecord reread(QuarantinedRecord record, String feed, String now) {
    if (record.raw().chars().allMatch(letter -> letter < 128)) {
      return record;
    }
    String version = record.reasons().get(0).contractVersion();
    return charset(kept.computeIfAbsent(version, this::find), feed)
        .filter(then -> !then.startsWith("UTF-") && !then.equals(now) && !now.startsWith("UTF-16"))
        .flatMap(then -> decoded(record.raw(), then, now))
        .map(record::with)
        .orElse(record);
  }

  private static Optional<String> charset(Optional<Contract> contract, String feed) {
    return contract
        .flatMap(known -> known.feed(feed))
        .map(feedContract -> feedContract.format().charset());
  }

  private Optional<Contract> find(String version) {
    if (version.equals(contract.version())) {
      return Optional.of(contract);
    }
    return warehouse
        .query(Sql.named("replay/kept_contract").with("contract_version", version))
        .stream()
        .findFirst()
        .map(row -> Contract.kept(version, row.string("content")));
  }

  /** Empty for bytes that are no text of today's charset, or that the text had lost. */
  private static Optional<String> decoded(String text, String then, String now) {
    try {
      ByteBuffer bytes = Charset.forName(then).newEncoder().encode(CharBuffer.wrap(text));
      return Optional.of(Charset.forName(now).newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}

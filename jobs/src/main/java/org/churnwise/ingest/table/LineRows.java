package org.churnwise.ingest.table;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.ingest.contract.FileFormat;
import org.churnwise.ingest.contract.FilterTest;
import org.churnwise.ingest.contract.NumberMarks;
import org.churnwise.ingest.contract.RecordFilter;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Tables;

/**
 * The lines of a delimited text, judged where the warehouse reads them.
 *
 * @param header the names of its columns; empty without a header
 * @param asOf the run's day, which counts as today
 * @param month that every row must lie in, or null
 * @param validFrom the first day at which a row of customers counts that names none, or null
 */
public record LineRows(
    FeedContract contract,
    List<String> header,
    LocalDate asOf,
    YearMonth month,
    LocalDate validFrom) {
  private static final int ASCII = 128;

  /**
   * Whether SQL can tell good rows of such files: not where lines are folded or counted, nor for
   * other marks, charsets and formats of days than those of the reference.
   */
  public static boolean fit(FeedContract contract, String fileName) {
    FileFormat format = contract.format();
    NumberMarks marks = format.numbers();
    return format.layout().of(fileName) == FileFormat.Layout.DELIMITED
        && format.charset().equals("UTF-8")
        && format.delimiter() >= ' '
        && format.delimiter() < ASCII
        && format.quote() < ASCII
        && !contract.isGrouped()
        && contract.generatedKey().isEmpty()
        && marks.decimal() == '.'
        && marks.thousands() == NumberMarks.NONE
        && marks.currencySign().isEmpty()
        && format.dates().formats().equals(List.of("yyyy-MM-dd"))
        && contract.dropped().stream().noneMatch(LineRows::isPattern)
        && contract.returns().marks().stream().noneMatch(mark -> isPattern(mark.filter()));
  }

  /** The engines of regular expressions differ. */
  private static boolean isPattern(RecordFilter filter) {
    return filter.test() instanceof FilterTest.Matches;
  }

  /**
   * The query: {@code line_number}, {@code raw_row}, {@code outcome}, {@code currency}, and the
   * values of the columns of landing_rows. An outcome of OPEN says that the text holds what is no
   * record by itself; IN_DOUBT that the rules in Java have to judge the line, as always the first
   * one, which may be none but for Excel.
   *
   * @param lines as {@code TextLines.relation} gives them
   */
  public Sql query(String lines) {
    Readings readings = Readings.shared();
    RowTerms terms = terms(readings);
    String marks = terms.marks();
    String valued = terms.valued();
    String text =
        """
        with record_lines as (
          select *
          from %s
          where line_number > %d
        ),

        marked_rows as (
          select
            *,
            %s
          from record_lines
        ),

        read_rows as (
          select
            *%s
          from marked_rows
        ),

        valued_rows as (
          select
            *,
            %s
          from read_rows
        ),

        signed_rows as (
          select
            *,
            %s
          from valued_rows
        ),

        landing_values as (
          select
            line_number,
            line,
            is_whole,
            value_count,
            is_dropped,
            is_sure,
            currency,
            %s
          from signed_rows
        )

        select
          line_number,
          line as raw_row,
          case
            when not is_whole then 'OPEN'
            when line_number = 1 then 'IN_DOUBT'
            when value_count <> %d then 'IN_DOUBT'
            when is_dropped then iff(is_sure, 'DROPPED', 'IN_DOUBT')
            when is_good and %s then 'GOOD'
            else 'IN_DOUBT'
          end as outcome,
          currency,
          * exclude (line_number, line, is_whole, value_count, is_dropped, is_sure, currency, is_good, valid_from),
          %s as valid_from
        from landing_values\
        """
            .formatted(
                lines,
                header.isEmpty() ? 0 : 1,
                marks,
                readings.selected(),
                valued,
                terms.signs(),
                terms.landed(),
                columnCount(),
                isInMonth(),
                validFrom == null
                    ? "valid_from"
                    : "coalesce(valid_from, date '%s')".formatted(validFrom));
    return new Sql("lines of a file of " + contract.feed(), text, Map.of());
  }

  /** The columns of landing_rows in which rows of the query may have a value, with its own. */
  public List<String> columns() {
    RowTerms terms = terms(Readings.inPlace());
    terms.valued();
    List<String> filled = terms.filled();
    return Tables.LANDING_ROWS.columns().stream()
        .filter(
            column ->
                !column.nullable()
                    || filled.contains(column.name())
                    || (column.name().equals("valid_from") && validFrom != null)
                    || (column.name().equals("value") && contract.currency().source().isPresent()))
        .map(Column::name)
        .toList();
  }

  private RowTerms terms(Readings readings) {
    SourceFields fields = new SourceFields(contract, new SourceFields.Header(header));
    return new RowTerms(contract, fields, asOf, readings);
  }

  private int columnCount() {
    return header.isEmpty() ? contract.format().columnCount() : header.size();
  }

  private String isInMonth() {
    String day = Feed.named(contract.feed()).day();
    return month == null || day.isEmpty()
        ? "1 = 1"
        : "%s between date '%s' and date '%s'".formatted(day, month.atDay(1), month.atEndOfMonth());
  }
}

package org.churnwise.warehouse;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

/** The rows of a query while it runs: only those that were asked for are in the heap. */
final class DuckDbQuery implements AutoCloseable {
  private final JdbcSession session;
  private final String what;
  private final DuckDBPreparedStatement statement;
  private final DuckDBChunkedResult result;

  /**
   * Starts the query.
   *
   * @param text without parameters
   */
  DuckDbQuery(JdbcSession session, String what, String text) {
    this.session = session;
    this.what = what;
    this.statement = session.inTurn(what, () -> prepared(text));
    this.result = session.inTurn(what, statement::query);
  }

  private DuckDBPreparedStatement prepared(String text) throws SQLException {
    session.traffic().sent();
    return session.connection().prepareStatement(text).unwrap(DuckDBPreparedStatement.class);
  }

  /** The next rows, at most so many, which is some thousands; none at the end. */
  List<Row> next(int most) {
    List<Row> rows = new ArrayList<>();
    long last = 0;
    while (rows.size() + last <= most && session.inTurn(what, result::nextChunk)) {
      last = result.chunk().rowCount();
      rows.addAll(rows(result.chunk()));
    }
    return rows;
  }

  private static List<Row> rows(DuckDBDataChunkReader chunk) {
    Object[][] values = new Object[(int) chunk.rowCount()][(int) chunk.columnCount()];
    for (int column = 0; column < chunk.columnCount(); column++) {
      DuckDBReadableVector vector = chunk.vector(column);
      for (int row = 0; row < values.length; row++) {
        values[row][column] = vector.isNull(row) ? null : value(vector, row);
      }
    }
    List<Row> rows = new ArrayList<>(values.length);
    for (Object[] row : values) {
      rows.add(RowFactory.create(row));
    }
    return rows;
  }

  private static Object value(DuckDBReadableVector vector, int row) {
    return switch (vector.getType()) {
      case DOUBLE -> vector.getDouble(row);
      case BIGINT -> vector.getLong(row);
      case VARCHAR -> vector.getString(row);
      case DATE -> vector.getLocalDate(row);
      case BOOLEAN -> vector.getBoolean(row);
      default ->
          throw new IllegalArgumentException(
              "a column of type " + vector.getType() + " is not read");
    };
  }

  @Override
  public void close() {
    session.inTurn(
        what,
        () -> {
          try (statement) {
            result.close();
          }
          return null;
        });
  }
}

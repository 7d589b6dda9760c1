package org.churnwise.table;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * One column of a table as its DDL declares it.
 *
 * @param name lower case
 * @param type string, bigint, decimal(p,s), double, boolean, date or timestamp
 * @param nullable whether the DDL allows null
 * @param meaning the comment after {@code --}: meaning, unit, bound
 */
public record Column(String name, String type, boolean nullable, String meaning) {

  /** The Spark type that holds the same values; timestamps are instants in UTC. */
  public DataType sparkType() {
    return switch (type) {
      case "string" -> DataTypes.StringType;
      case "bigint" -> DataTypes.LongType;
      case "double" -> DataTypes.DoubleType;
      case "boolean" -> DataTypes.BooleanType;
      case "date" -> DataTypes.DateType;
      case "timestamp" -> DataTypes.TimestampType;
      default -> decimalType();
    };
  }

  /** Whether it holds numbers. */
  public boolean isNumber() {
    return type.equals("bigint") || type.equals("double") || type.startsWith("decimal(");
  }

  /** Whether it holds text. */
  public boolean isText() {
    return type.equals("string");
  }

  private DataType decimalType() {
    if (!type.startsWith("decimal(")) {
      throw new IllegalArgumentException("column " + name + ": unknown type " + type);
    }
    String[] sizes = type.substring("decimal(".length(), type.length() - 1).split(",");
    return DataTypes.createDecimalType(
        Integer.parseInt(sizes[0].trim()), Integer.parseInt(sizes[1].trim()));
  }
}

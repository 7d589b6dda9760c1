package org.churnwise.ingest.typed;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.JulianFields;
import java.util.UUID;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/**
 * A value of a Parquet file as text: numbers with a point, days and times by ISO 8601.
 *
 * @param text null where there is none
 * @param isTyped whether it is a number, a day or a time of that form, whatever the contract says
 */
record ParquetValue(String text, boolean isTyped) {
  private static final long UNSIGNED_INT = 0xFFFF_FFFFL;

  /** From here on Java writes an exponent. */
  private static final double WITHOUT_EXPONENT = 1e7;

  private static final double MOST_DIGITS = 1e14;

  static final ParquetValue MISSING = new ParquetValue(null, false);

  /** The value of a field that has one; null for bytes that are no text. */
  static ParquetValue of(Group group, String name, PrimitiveType type) {
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> new ParquetValue(String.valueOf(group.getBoolean(name, 0)), false);
      case INT32 -> whole(group.getInteger(name, 0), meaning);
      case INT64 -> whole(group.getLong(name, 0), meaning);
      case FLOAT -> approximate(Float.toString(group.getFloat(name, 0)));
      case DOUBLE -> approximate(Double.toString(group.getDouble(name, 0)));
      case INT96 -> typed(legacyTime(group.getInt96(name, 0).toByteBuffer()).toString());
      case BINARY, FIXED_LEN_BYTE_ARRAY ->
          meaning instanceof DecimalLogicalTypeAnnotation decimal
              ? number(new BigInteger(group.getBinary(name, 0).getBytes()), decimal)
              : bytes(group.getBinary(name, 0).toByteBuffer(), meaning);
    };
  }

  private static ParquetValue bytes(ByteBuffer bytes, LogicalTypeAnnotation meaning) {
    if (meaning instanceof UUIDLogicalTypeAnnotation) {
      return new ParquetValue(new UUID(bytes.getLong(), bytes.getLong()).toString(), false);
    }
    try {
      return new ParquetValue(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString(), false);
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static ParquetValue typed(String text) {
    return new ParquetValue(text, true);
  }

  /** With all its digits and no exponent where it has at most 14 before the point: ids too. */
  private static ParquetValue approximate(String text) {
    double value = Double.parseDouble(text);
    boolean isLong = Math.abs(value) >= WITHOUT_EXPONENT && Math.abs(value) < MOST_DIGITS;
    if (!isLong) {
      return typed(text);
    }
    String plain = new BigDecimal(text).toPlainString();
    return typed(plain.contains(".") ? plain : plain + ".0");
  }

  private static ParquetValue whole(long value, LogicalTypeAnnotation meaning) {
    if (meaning instanceof DateLogicalTypeAnnotation) {
      return typed(LocalDate.ofEpochDay(value).toString());
    }
    if (meaning instanceof TimestampLogicalTypeAnnotation time) {
      return time(value, time);
    }
    if (meaning instanceof TimeLogicalTypeAnnotation time) {
      return typed(
          LocalTime.ofNanoOfDay(Duration.of(value, unit(time.getUnit())).toNanos()).toString());
    }
    if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
      return number(BigInteger.valueOf(value), decimal);
    }
    boolean unsigned = meaning instanceof IntLogicalTypeAnnotation whole && !whole.isSigned();
    boolean wide = unsigned && ((IntLogicalTypeAnnotation) meaning).getBitWidth() == Long.SIZE;
    return typed(
        wide
            ? Long.toUnsignedString(value)
            : String.valueOf(unsigned ? value & UNSIGNED_INT : value));
  }

  private static ParquetValue number(BigInteger value, DecimalLogicalTypeAnnotation decimal) {
    return typed(new BigDecimal(value, decimal.getScale()).toPlainString());
  }

  /** With Z where it is an instant, without where it is a time at no known place. */
  private static ParquetValue time(long value, TimestampLogicalTypeAnnotation time) {
    Instant instant =
        Instant.EPOCH.plus(value, unit(time.getUnit())).truncatedTo(ChronoUnit.SECONDS);
    return typed(time.isAdjustedToUTC() ? instant.toString() : instant.toString().replace("Z", ""));
  }

  private static ChronoUnit unit(LogicalTypeAnnotation.TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> ChronoUnit.MILLIS;
      case MICROS -> ChronoUnit.MICROS;
      case NANOS -> ChronoUnit.NANOS;
    };
  }

  /** Nanoseconds of the day and a Julian day, as Impala and Hive wrote them. */
  private static Instant legacyTime(ByteBuffer bytes) {
    ByteBuffer parts = bytes.order(ByteOrder.LITTLE_ENDIAN);
    long nanos = parts.getLong();
    LocalDate day = LocalDate.MIN.with(JulianFields.JULIAN_DAY, parts.getInt());
    return day.atStartOfDay(ZoneOffset.UTC)
        .toInstant()
        .plusNanos(nanos)
        .truncatedTo(ChronoUnit.SECONDS);
  }
}

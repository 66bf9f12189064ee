// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings by name: reads them, and says what is allowed. */
final class Settings {

  static final String MAX_SEGMENTS = "maxSegments";
  static final String MAX_EXPORTED_MEMORY = "maxExportedMemory";
  static final String MAX_CONNECTIONS_PER_SEGMENT = "maxConnectionsPerSegment";
  static final String SEGMENT_ID_FILE = "segmentIdFile";

  /** What a property of the system or of the framework begins with. */
  static final String PREFIX = "org.rsmapi.";

  static final List<String> NAMES =
      List.of(MAX_SEGMENTS, MAX_EXPORTED_MEMORY, MAX_CONNECTIONS_PER_SEGMENT, SEGMENT_ID_FILE);

  /** A name that begins like this is meant for us; if it is unknown, it is a typing error. */
  static final String LIMIT_PREFIX = "max";

  private static final String COUNT_ALLOWED =
      "use a number from 0 to " + Integer.MAX_VALUE + "; 0 is no limit";
  private static final String MEMORY_ALLOWED =
      "use bytes, with K, M or G for powers of 1024, for example 512M, or a share of the machine's"
          + " memory above 0% and up to 100%, for example 12.5%; 0 is no limit";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,30}");
  private static final Pattern SHARE = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,30})?%");
  private static final Pattern SIZE = Pattern.compile("[0-9]{1,30}[KMG]?");
  private static final String UNITS = "KMG";
  private static final int UNIT_SHIFT = 10;

  private final Function<String, @Nullable String> values;
  private final LongSupplier machineBytes;

  private Settings(Function<String, @Nullable String> values, LongSupplier machineBytes) {
    this.values = values;
    this.machineBytes = machineBytes;
  }

  /**
   * Reads a configuration.
   *
   * @param values the value of a setting, or null if it is not set
   */
  static Configuration read(Function<String, @Nullable String> values) throws BadSettingException {
    return read(values, Settings::machineBytes);
  }

  /** Reads a configuration for a machine with that much memory. */
  static Configuration read(Function<String, @Nullable String> values, LongSupplier machineBytes)
      throws BadSettingException {
    Settings settings = new Settings(values, machineBytes);
    int segments = settings.count(MAX_SEGMENTS);
    return new Configuration(
        segments == 0 ? Configuration.NO_LIMIT : segments,
        settings.memory(),
        settings.count(MAX_CONNECTIONS_PER_SEGMENT),
        settings.file());
  }

  /**
   * Refuses names that look like one of a limit and are none.
   *
   * @param names without prefix
   */
  static void checkNames(Collection<String> names) throws BadSettingException {
    for (String name : names) {
      if (name.startsWith(LIMIT_PREFIX) && !NAMES.contains(name)) {
        throw new BadSettingException(name, "no such setting; there are " + NAMES);
      }
    }
  }

  private @Nullable String value(String name) {
    String value = values.apply(name);
    return value == null ? null : value.strip();
  }

  private int count(String name) throws BadSettingException {
    String value = value(name);
    if (value == null) {
      return 0;
    }
    if (NUMBER.matcher(value).matches()) {
      BigDecimal number = new BigDecimal(value);
      if (number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0) {
        return number.intValueExact();
      }
    }
    throw bad(name, value, COUNT_ALLOWED);
  }

  private long memory() throws BadSettingException {
    String value = value(MAX_EXPORTED_MEMORY);
    if (value == null) {
      return Configuration.NO_LIMIT;
    }
    String upper = value.toUpperCase(Locale.ROOT);
    if (SHARE.matcher(upper).matches()) {
      return share(value, new BigDecimal(upper.substring(0, upper.length() - 1)));
    }
    if (!SIZE.matcher(upper).matches()) {
      throw bad(MAX_EXPORTED_MEMORY, value, MEMORY_ALLOWED);
    }
    int unit = UNITS.indexOf(upper.charAt(upper.length() - 1)) + 1;
    String digits = unit == 0 ? upper : upper.substring(0, upper.length() - 1);
    BigDecimal bytes =
        new BigDecimal(digits).multiply(BigDecimal.valueOf(1L << (UNIT_SHIFT * unit)));
    if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw bad(MAX_EXPORTED_MEMORY, value, MEMORY_ALLOWED);
    }
    return bytes.signum() == 0 ? Configuration.NO_LIMIT : bytes.longValueExact();
  }

  private long share(String value, BigDecimal percent) throws BadSettingException {
    BigDecimal whole = BigDecimal.valueOf(100);
    if (percent.signum() == 0 || percent.compareTo(whole) > 0) {
      throw bad(MAX_EXPORTED_MEMORY, value, MEMORY_ALLOWED);
    }
    long machine;
    try {
      machine = machineBytes.getAsLong();
    } catch (LinkageError | RuntimeException e) {
      throw bad(
          MAX_EXPORTED_MEMORY, value, "the size of this machine's memory is unknown; use bytes");
    }
    return BigDecimal.valueOf(machine)
        .multiply(percent)
        .divide(whole, RoundingMode.DOWN)
        .longValue();
  }

  private Path file() throws BadSettingException {
    String value = value(SEGMENT_ID_FILE);
    if (value == null) {
      return Configuration.DEFAULT_SEGMENT_ID_FILE;
    }
    try {
      Path path = Path.of(value);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException e) {
      // Answered like a path that is not absolute.
    }
    throw bad(SEGMENT_ID_FILE, value, "use an absolute path");
  }

  private static BadSettingException bad(String name, String value, String allowed) {
    return new BadSettingException(name, "'" + value + "' is not allowed; " + allowed);
  }

  /** In a container of the operating system, what that container may use. */
  private static long machineBytes() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    if (system instanceof com.sun.management.OperatingSystemMXBean known) {
      return known.getTotalMemorySize();
    }
    throw new IllegalStateException("this JVM does not tell");
  }
}

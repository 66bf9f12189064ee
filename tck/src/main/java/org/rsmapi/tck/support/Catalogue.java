// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.RuleId;

/** The rules as the catalogue has them. */
public final class Catalogue {

  /**
   * A rule.
   *
   * @param id its id
   * @param functions the functions of the C API that it is about; {@code *} for all
   * @param kind for example {@code error} or {@code state}
   * @param capability what a driver must offer for it; empty if it is mandatory
   */
  public record Entry(
      RuleId id, List<String> functions, String kind, Optional<Capability> capability) {}

  private static final Map<RuleId, Entry> ENTRIES = read();

  private Catalogue() {}

  /** Returns a rule. */
  public static Entry entry(RuleId id) {
    Entry entry = ENTRIES.get(id);
    if (entry == null) {
      throw new IllegalArgumentException(id.id());
    }
    return entry;
  }

  private static Map<RuleId, Entry> read() {
    Map<RuleId, Entry> entries = new EnumMap<>(RuleId.class);
    try (InputStream in = RuleId.class.getResourceAsStream("rules.csv")) {
      if (in == null) {
        throw new IllegalStateException("rules.csv is missing");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Catalogue::parse)
          .forEach(entry -> entries.put(entry.id(), entry));
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Entry parse(String line) {
    String[] fields = line.split(",", -1);
    return new Entry(
        RuleId.valueOf(fields[0].replace('-', '_')),
        List.of(fields[1].split("[|]", -1)),
        fields[2],
        fields[3].isEmpty() ? Optional.empty() : Optional.of(Capability.of(fields[3])));
  }
}

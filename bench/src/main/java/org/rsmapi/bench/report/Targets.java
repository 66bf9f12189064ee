// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Reads the targets, which are data: {@code targets.tsv}. */
public final class Targets {

  private static final String RESOURCE = "/org/rsmapi/bench/targets.tsv";
  private static final int FIELDS = 6;

  private Targets() {}

  /** All of them. */
  public static List<Target> load() {
    try (InputStream in = Objects.requireNonNull(Targets.class.getResourceAsStream(RESOURCE));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return parse(reader.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines of fields with a tabulator between; empty ones and those with a # are none. */
  static List<Target> parse(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Targets::parse)
        .toList();
  }

  private static Target parse(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException(
          "'" + line + "': " + fields.length + " fields instead of " + FIELDS);
    }
    String[] sizes = fields[1].split("-", -1);
    return new Target(
        fields[0],
        Long.parseLong(sizes[0]),
        Long.parseLong(sizes[sizes.length - 1]),
        fields[2],
        fields[3],
        Double.parseDouble(fields[4]),
        fields[5]);
  }
}

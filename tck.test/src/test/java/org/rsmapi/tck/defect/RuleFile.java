// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.rsmapi.tck.RuleId;

/** A file with a rule per line, and what is to be said of it. */
final class RuleFile {

  private RuleFile() {}

  /** Reads a file beside this class; lines that begin with # are comments. */
  static Map<RuleId, String> read(String name) {
    Map<RuleId, String> rules = new EnumMap<>(RuleId.class);
    try (InputStream in = RuleFile.class.getResourceAsStream(name)) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .forEach(line -> put(rules, name, line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rules;
  }

  private static void put(Map<RuleId, String> rules, String name, String line) {
    int space = line.indexOf(' ');
    String id = space < 0 ? line : line.substring(0, space);
    String text = space < 0 ? "" : line.substring(space).strip();
    RuleId rule =
        Arrays.stream(RuleId.values())
            .filter(known -> known.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(name + ": no such rule: " + id));
    if (rules.put(rule, text) != null) {
      throw new IllegalStateException(name + ": twice: " + id);
    }
  }
}

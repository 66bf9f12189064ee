// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the options of the command are, for a run in a build: system properties. */
record RunSettings(Selection selection, Waivers waivers, Optional<Path> report) {

  private static final String PREFIX = "org.rsmapi.tck.";

  static RunSettings ofProperties() {
    Selection selection = Selection.of(list("rule"), list("function"));
    Optional<Path> report =
        Optional.ofNullable(System.getProperty(PREFIX + "report")).map(Path::of);
    String waivers = System.getProperty(PREFIX + "waivers");
    try {
      return new RunSettings(
          selection, waivers == null ? Waivers.NONE : Waivers.read(Path.of(waivers)), report);
    } catch (IOException e) {
      throw new UncheckedIOException(PREFIX + "waivers: " + waivers + " cannot be read", e);
    }
  }

  private static List<String> list(String name) {
    return Arrays.stream(System.getProperty(PREFIX + name, "").split("[, ]+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.examples.test;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What the conformance tests say of a driver. */
final class ConformanceReport {

  private static final Pattern CONFORMANT = Pattern.compile("\"verdict\"\\s*:\\s*\"CONFORMANT\"");

  private ConformanceReport() {}

  static void assertConformant(Path directory) throws IOException {
    String report = Files.readString(directory.resolve("tck-report.json"));
    assertTrue(CONFORMANT.matcher(report).find(), report);
  }
}

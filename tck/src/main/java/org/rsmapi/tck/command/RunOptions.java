// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rsmapi.tck.run.Selection;
import org.rsmapi.tck.run.Waivers;
import picocli.CommandLine.Option;

/** What can be asked for wherever the tests run. */
final class RunOptions {

  @Option(
      names = "--controller",
      paramLabel = "NAME",
      description = "The controller to test, for example sci0.")
  private @Nullable String controller;

  @Option(
      names = "--waivers",
      paramLabel = "FILE",
      description = "Rules that the driver is known to break: lines RULE-ID = reason.")
  private @Nullable Path waivers;

  @Option(
      names = "--rule",
      paramLabel = "RULE-ID",
      description = "Test this rule only, or those that match, as PUBLISH-*; may be repeated.")
  private List<String> rules = List.of();

  @Option(
      names = "--function",
      paramLabel = "NAME",
      description =
          "Test the rules of this function only, in C or in Java, as rsm_memseg_import_put or"
              + " ImportSegment.put; may be repeated.")
  private List<String> functions = List.of();

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write the report into this directory.")
  private @Nullable Path report;

  RunOptions() {}

  /** The controller; null if none was named. */
  @Nullable String controller() {
    return controller;
  }

  /** The directory for the report; null for none. */
  @Nullable Path report() {
    return report;
  }

  Waivers waivers() {
    return waivers == null ? Waivers.NONE : InputFiles.waivers(waivers);
  }

  Selection selection() {
    try {
      return Selection.of(rules, functions);
    } catch (IllegalArgumentException e) {
      throw new Refusal(String.valueOf(e.getMessage()));
    }
  }

  /** Makes the directory for the report, so that a long run is not in vain. */
  @Nullable Path createdReport() {
    Path directory = report;
    if (directory == null) {
      return null;
    }
    try {
      return Files.createDirectories(directory).toAbsolutePath();
    } catch (IOException e) {
      throw new Refusal("--report " + directory + ": cannot be made: " + e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import java.util.ArrayList;
import java.util.List;
import org.rsmapi.shell.command.ImportOptions;
import org.rsmapi.shell.command.Prompt;
import org.rsmapi.shell.command.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Imports a segment and carries out commands on it. */
@Command(
    name = "import",
    description = {
      "Connects to a published segment and carries out commands on it, such as put, get, map, post"
          + " and wait; help lists them.",
      "They come from -e, else from standard input."
    })
final class ImportProgram extends SegmentProgram {

  @Mixin private ImportOptions options = new ImportOptions();

  @Option(
      names = "-e",
      paramLabel = "COMMAND",
      description = "A command to carry out; may be repeated. The process ends after the last.")
  private List<String> commands = new ArrayList<>();

  ImportProgram(Session session) {
    super(session);
  }

  @Override
  String begin(Session session) {
    return options.connect(session);
  }

  @Override
  List<String> commands() {
    return commands;
  }

  @Override
  int end(Prompt.Outcome outcome) {
    return outcome.exitCode();
  }
}

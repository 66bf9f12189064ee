// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import org.rsmapi.shell.command.ImportOptions;
import org.rsmapi.shell.command.Prompt;
import org.rsmapi.shell.command.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  ImportProgram(Session session) {
    super(session);
  }

  @Override
  String begin(Session session) {
    return options.connect(session);
  }

  @Override
  int end(Prompt.Outcome outcome) {
    return outcome.exitCode();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import org.rsmapi.shell.command.ExportOptions;
import org.rsmapi.shell.command.Prompt;
import org.rsmapi.shell.command.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Exports a segment and carries out commands on it. */
@Command(
    name = "export",
    description = {
      "Creates a segment over fresh memory, publishes it, and carries out commands on it, such as"
          + " put, get, post and wait; help lists them.",
      "They come from -e, else from standard input; at the end of the input the segment stays"
          + " published until the process is ended."
    })
final class ExportProgram extends SegmentProgram {

  @Mixin private ExportOptions options = new ExportOptions();

  ExportProgram(Session session) {
    super(session);
  }

  @Override
  String begin(Session session) {
    return options.export(session);
  }

  @Override
  int end(Prompt.Outcome outcome) throws InterruptedException {
    if (outcome.end() == Prompt.End.INPUT) {
      // Until a signal ends the JVM.
      Thread.sleep(Long.MAX_VALUE);
    }
    return outcome.exitCode();
  }
}

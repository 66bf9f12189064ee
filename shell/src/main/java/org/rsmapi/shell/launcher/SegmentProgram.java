// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.rsmapi.shell.command.HelpOption;
import org.rsmapi.shell.command.Prompt;
import org.rsmapi.shell.command.Session;
import org.rsmapi.shell.command.Terminal;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A program around one segment: begins it, then carries out commands. */
abstract class SegmentProgram implements Callable<Integer> {

  private final Session session;

  @SuppressWarnings("NullAway.Init") // by picocli
  @Spec
  private CommandSpec spec;

  @SuppressWarnings("unused") // picocli looks at it
  @Mixin
  private final HelpOption help = new HelpOption();

  @Option(
      names = "-e",
      paramLabel = "COMMAND",
      description = "A command to carry out; may be repeated. The process ends after the last.")
  private List<String> commands = new ArrayList<>();

  SegmentProgram(Session session) {
    this.session = session;
  }

  /** Creates the segment in the session and describes it. */
  abstract String begin(Session session);

  /** Does what is left to do after the standard input, and returns the exit code. */
  abstract int end(Prompt.Outcome outcome) throws InterruptedException;

  @Override
  public final Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Prompt prompt = new Prompt(session, out, spec.commandLine().getErr());
    out.println(begin(session));
    out.flush();
    if (!commands.isEmpty()) {
      return prompt.run(commands).exitCode();
    }
    BufferedReader input =
        new BufferedReader(
            new InputStreamReader(
                System.in,
                Charset.forName(
                    System.getProperty("stdin.encoding", Charset.defaultCharset().name()))));
    return end(prompt.run(input, Terminal.isInteractive()));
  }
}

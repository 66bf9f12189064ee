// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command as a program of its own. */
public final class Main {

  private Main() {}

  /**
   * Tests a driver and exits with the verdict.
   *
   * @param arguments the options
   */
  public static void main(String[] arguments) {
    CommandLine line = line(new TckCommand());
    line.getCommandSpec().name("org.rsmapi.tck").versionProvider(TckCommand.VERSION);
    System.exit(line.execute(arguments));
  }

  /** Makes a command that prints to the streams of this process and refuses in one line. */
  static CommandLine line(Callable<Integer> command) {
    CommandLine line = new CommandLine(command);
    line.setExpandAtFiles(false);
    line.setOut(new PrintWriter(System.out, true, System.out.charset()));
    line.setErr(new PrintWriter(System.err, true, System.err.charset()));
    line.setParameterExceptionHandler((e, ignored) -> refuse(line, message(e)));
    line.setExecutionExceptionHandler(
        (e, ignored, alsoIgnored) -> {
          if (e instanceof Refusal) {
            return refuse(line, String.valueOf(e.getMessage()));
          }
          if (e instanceof IOException) {
            return refuse(line, e.toString());
          }
          throw e;
        });
    return line;
  }

  private static String message(ParameterException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> near =
          unmatched.getSuggestions().stream().filter(option -> option.startsWith("--")).toList();
      return near.isEmpty() ? message : message + "; did you mean " + String.join(" or ", near);
    }
    return message;
  }

  static int refuse(CommandLine line, String message) {
    line.getErr().println("tck: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    return ExitCodes.REFUSED;
  }
}

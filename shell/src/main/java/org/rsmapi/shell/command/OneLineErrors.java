// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import java.util.List;
import org.rsmapi.RsmException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reports what goes wrong in one line on standard error: wrong arguments with the exit code 2, an
 * error of RSMAPI with its name, number and meaning and the exit code 1.
 */
public final class OneLineErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private final Session session;

  private OneLineErrors(Session session) {
    this.session = session;
  }

  /**
   * Makes a command line report this way.
   *
   * @param line the command line with all its subcommands
   * @param session the session; nothing is reported once it has ended
   * @return the command line
   */
  public static CommandLine on(CommandLine line, Session session) {
    OneLineErrors errors = new OneLineErrors(session);
    return line.setParameterExceptionHandler(errors).setExecutionExceptionHandler(errors);
  }

  /**
   * Puts an exception of RSMAPI into words.
   *
   * @param e the exception
   * @return name, number, meaning and details
   */
  public static String describe(RsmException e) {
    String text = e.error().headerName() + " (" + e.error().number() + "): " + e.error().meaning();
    return e.detail().isEmpty() ? text : text + "; " + e.detail();
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    return report(e.getCommandLine(), parseMessage(e), CommandLine.ExitCode.USAGE);
  }

  private static String parseMessage(ParameterException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> similar =
          unmatched.getSuggestions().stream().filter(word -> isClose(word, unmatched)).toList();
      return similar.isEmpty()
          ? message + "; --help shows what there is"
          : message + "; did you mean " + String.join(" or ", similar) + "?";
    }
    return message;
  }

  /** Leaves out what has no more in common than a letter somewhere. */
  private static boolean isClose(String suggestion, UnmatchedArgumentException e) {
    String given = e.getUnmatched().getFirst();
    int common = suggestion.startsWith("--") ? 3 : 1;
    return given.length() >= common && suggestion.startsWith(given.substring(0, common));
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult result) {
    if (session.isClosed()) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    return switch (e) {
      case RsmException rsm -> report(line, describe(rsm), CommandLine.ExitCode.SOFTWARE);
      case Refusal refusal -> report(line, message(refusal), CommandLine.ExitCode.USAGE);
      case CommandLine.TypeConversionException refusal ->
          report(line, message(refusal), CommandLine.ExitCode.USAGE);
      default -> report(line, message(e), CommandLine.ExitCode.SOFTWARE);
    };
  }

  private static String message(Exception e) {
    String message = e.getMessage();
    return message == null || !(e instanceof RuntimeException) ? e.toString() : message;
  }

  private static int report(CommandLine line, String message, int code) {
    String oneLine = message.strip().replaceAll("\\s*\\R\\s*", " ");
    line.getErr().println(line.getCommandSpec().qualifiedName(" ") + ": " + oneLine);
    line.getErr().flush();
    return code;
  }
}

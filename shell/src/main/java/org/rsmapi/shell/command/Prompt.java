// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Carries out commands given on the command line or read from standard input. Commands that nobody
 * watches end with the first that fails; a person goes on.
 */
public final class Prompt {

  private static final String SIGN = "rsm> ";

  private final Session session;
  private final ShellCommands commands;
  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * Creates a prompt.
   *
   * @param session what the commands work on
   * @param out where results go
   * @param err where errors go
   */
  public Prompt(Session session, PrintWriter out, PrintWriter err) {
    this.session = session;
    this.commands = new ShellCommands(session);
    this.out = out;
    this.err = err;
  }

  /** How reading commands ended. */
  public enum End {
    /** The input is at its end. */
    INPUT,
    /** The user said quit. */
    QUIT
  }

  /**
   * How it went.
   *
   * @param end why no more is read
   * @param exitCode 0, or the code of the command that ended it
   */
  public record Outcome(End end, int exitCode) {}

  /**
   * Carries out commands until the first that fails.
   *
   * @param lines the commands
   * @return what the last one said
   */
  public Outcome run(List<String> lines) {
    for (String line : lines) {
      if (isQuit(line)) {
        return new Outcome(End.QUIT, CommandLine.ExitCode.OK);
      }
      int code = execute(line);
      if (code != CommandLine.ExitCode.OK) {
        return new Outcome(End.QUIT, code);
      }
    }
    return new Outcome(End.INPUT, CommandLine.ExitCode.OK);
  }

  /**
   * Reads commands and carries them out.
   *
   * @param input where they come from
   * @param interactive whether a person types them
   * @return why and how it ended
   */
  public Outcome run(BufferedReader input, boolean interactive) {
    while (true) {
      String line = read(input, interactive);
      if (line == null) {
        return new Outcome(End.INPUT, CommandLine.ExitCode.OK);
      }
      if (isQuit(line)) {
        return new Outcome(End.QUIT, CommandLine.ExitCode.OK);
      }
      int code = execute(line);
      if (code != CommandLine.ExitCode.OK && (!interactive || session.isClosed())) {
        return new Outcome(End.QUIT, code);
      }
    }
  }

  private @Nullable String read(BufferedReader input, boolean interactive) {
    if (interactive) {
      out.print(SIGN);
      out.flush();
    }
    try {
      return input.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isQuit(String line) {
    String word = line.strip();
    return word.equals("quit") || word.equals("exit");
  }

  private int execute(String line) {
    String command = line.strip();
    if (command.isEmpty() || command.startsWith("#")) {
      return CommandLine.ExitCode.OK;
    }
    List<String> words;
    try {
      words = Words.split(command);
    } catch (Refusal e) {
      err.println("rsm: " + e.getMessage());
      err.flush();
      return CommandLine.ExitCode.USAGE;
    }
    return commands.execute(words, out, err);
  }
}

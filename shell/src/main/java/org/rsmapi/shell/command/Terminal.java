// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import java.io.Console;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;

/** Tells whether a person sits at the other end. */
public final class Terminal {

  private Terminal() {}

  /**
   * Tells whether standard input and output are a terminal.
   *
   * @return true for a person
   */
  @SuppressWarnings("SystemConsoleNull") // without a terminal it is null again from Java 25 on
  public static boolean isInteractive() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /**
   * Tells whether to print in color.
   *
   * @return true on a terminal, unless the environment variable NO_COLOR is set
   */
  public static boolean isColored() {
    String noColor = System.getenv("NO_COLOR");
    return isInteractive() && (noColor == null || noColor.isEmpty());
  }

  /**
   * Wraps a stream in its own character set.
   *
   * @param stream standard output or standard error
   * @return a writer that flushes each line
   */
  public static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.demo;

import java.io.PrintStream;
import org.rsmapi.RsmError;
import org.rsmapi.shell.command.Terminal;

/** Tells the steps: number, who, what, outcome; one line each. */
final class Narration {

  /** Who does a step. */
  enum Actor {
    /** The JVM that started the demo. */
    EXPORTER("exporter", "\u001b[36m"),
    /** The second JVM. */
    IMPORTER("importer", "\u001b[35m"),
    /** Both. */
    BOTH("both", "\u001b[1m");

    private final String label;
    private final String color;

    Actor(String label, String color) {
      this.label = label;
      this.color = color;
    }
  }

  private static final String RESET = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final String YELLOW = "\u001b[33m";
  private static final String RED = "\u001b[31m";

  private final PrintStream out;
  private final boolean colored;
  private int step;

  Narration(PrintStream out, boolean colored) {
    this.out = out;
    this.colored = colored;
  }

  /** Colored on a terminal, unless NO_COLOR says otherwise. */
  static Narration onStandardOutput() {
    return new Narration(System.out, Terminal.isColored());
  }

  void title(String text) {
    out.println(paint(BOLD, text));
  }

  void chapter(String text) {
    out.println();
    out.println(paint(BOLD, text));
  }

  void step(Actor actor, String call, String outcome) {
    step++;
    out.printf(
        "%3d  %s  %-42s  %s%n",
        step, paint(actor.color, String.format("%-8s", actor.label)), call, outcome);
    out.flush();
  }

  /** A step that is meant to be answered with an error. */
  void refused(Actor actor, String call, RsmError error) {
    step(
        actor,
        call,
        paint(YELLOW, error.headerName() + " (" + error.number() + ")") + ": " + error.meaning());
  }

  void note(String text) {
    out.println("     " + text);
  }

  void failure(String text) {
    out.flush();
    System.err.println(paint(RED, "demo failed") + " after step " + step + ": " + text);
  }

  private String paint(String color, String text) {
    return colored ? color + text + RESET : text;
  }
}

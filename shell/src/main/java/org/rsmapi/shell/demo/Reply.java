// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.demo;

import java.util.Optional;
import org.rsmapi.RsmError;

/**
 * What the importer answers: one line on its standard output. Other lines are none of the demo's.
 */
sealed interface Reply {

  /** Begins every line of the protocol. */
  String MARK = "@rsm-demo ";

  String OK = "ok ";
  String ERROR = "error ";
  String FAILED = "failed ";

  /** It did what it was told. */
  record Done(String text) implements Reply {
    @Override
    public String line() {
      return MARK + OK + oneLine(text);
    }
  }

  /** RSMAPI answered with an error. */
  record Refused(RsmError error, String detail) implements Reply {
    @Override
    public String line() {
      return MARK + ERROR + error.number() + " " + oneLine(detail);
    }
  }

  /** Something else went wrong. */
  record Failed(String text) implements Reply {
    @Override
    public String line() {
      return MARK + FAILED + oneLine(text);
    }
  }

  /** The reply as a line without its end. */
  String line();

  /** Reads a line; empty if it does not belong to the protocol. */
  static Optional<Reply> parse(String line) {
    if (!line.startsWith(MARK)) {
      return Optional.empty();
    }
    String rest = line.substring(MARK.length());
    if (rest.startsWith(OK)) {
      return Optional.of(new Done(rest.substring(OK.length())));
    }
    if (rest.startsWith(ERROR)) {
      String[] words = rest.substring(ERROR.length()).split(" ", 2);
      return Optional.of(new Refused(RsmError.of(Integer.parseInt(words[0])), words[1]));
    }
    return Optional.of(
        new Failed(rest.startsWith(FAILED) ? rest.substring(FAILED.length()) : rest));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ");
  }
}

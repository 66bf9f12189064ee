// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** Prints maps, lists, texts, numbers and truth values for machines. */
public final class Json {

  private static final JSON WRITER = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

  private Json() {}

  /**
   * Prints a document.
   *
   * @param value what it holds
   * @param out where to print it
   */
  public static void print(Object value, PrintWriter out) {
    try {
      out.println(WRITER.asString(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The standard error output, which can be silenced for good.
 *
 * <p>{@link System#setErr} alone would not do: Gogo puts a stream of its own there when it starts,
 * and the one that it found when it stops.
 */
final class ErrorOutput extends FilterOutputStream {

  private volatile boolean silent;

  private ErrorOutput(OutputStream errors) {
    super(errors);
  }

  /** Puts itself in the place of the standard error output. */
  static ErrorOutput install() {
    PrintStream errors = System.err;
    ErrorOutput output = new ErrorOutput(errors);
    System.setErr(new PrintStream(output, true, errors.charset()));
    return output;
  }

  /** From now on only {@link #tell} is heard. */
  void silence() {
    silent = true;
  }

  /** Prints a line, silenced or not. */
  void tell(String line) {
    ((PrintStream) out).println(line);
  }

  @Override
  public void write(int octet) throws IOException {
    if (!silent) {
      out.write(octet);
    }
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    if (!silent) {
      out.write(octets, offset, length);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The layout is that of hexdump -C. */
final class HexDumpTest {

  @Test
  void linesOfSixteenBytes() {
    StringWriter out = new StringWriter();
    Hex.dump(
        0x1000,
        "Remote memory\u0000\u007f~ x".getBytes(StandardCharsets.US_ASCII),
        new PrintWriter(out));
    assertEquals(
        """
        00001000  52 65 6d 6f 74 65 20 6d  65 6d 6f 72 79 00 7f 7e  |Remote memory..~|
        00001010  20 78                                             | x|
        """,
        out.toString());
  }
}

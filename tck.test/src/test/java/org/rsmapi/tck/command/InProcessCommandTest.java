// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in the process that has the driver. */
class InProcessCommandTest {

  @Test
  void waiversThatAreNotNeededAreTold(@TempDir Path directory) throws IOException {
    Path waivers = directory.resolve("waivers");
    Files.writeString(waivers, "GET_CONTROLLER-OK-01 = not needed\n");
    PrintStream before = System.err;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setErr(new PrintStream(told, true, before.charset()));
    int exit;
    try {
      exit =
          InProcessCommand.run("--rule", "GET_CONTROLLER-OK-01", "--waivers", waivers.toString());
    } finally {
      System.setErr(before);
    }
    assertEquals(ExitCodes.NOT_SHOWN, exit);
    String text = told.toString(StandardCharsets.UTF_8);
    assertTrue(
        text.contains("tck: GET_CONTROLLER-OK-01 is waived, but it passes: remove the waiver"),
        text);
  }
}

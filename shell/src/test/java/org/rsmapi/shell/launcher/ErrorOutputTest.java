// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErrorOutputTest {

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(heard, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void putBack() {
    System.setErr(before);
  }

  /** As Gogo does when it starts and stops. */
  @Test
  void staysSilentWhenSomebodyPutsTheStreamBackThatHeFound() {
    ErrorOutput output = ErrorOutput.install();
    PrintStream found = System.err;
    System.setErr(new PrintStream(found, true, StandardCharsets.UTF_8));
    System.err.println("grüß dich");
    output.silence();
    System.err.println("lost");
    System.setErr(found);
    System.err.println("lost, too");
    output.tell("the end");
    String end = System.lineSeparator();
    assertEquals("grüß dich" + end + "the end" + end, heard.toString(StandardCharsets.UTF_8));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.rsmapi.Rsm;

/** The command lines, as far as they need no RSMAPI. */
final class ShellCommandsTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ShellCommands commands = new ShellCommands(new Session(ShellCommandsTest::none));

  private static Rsm none() {
    throw new IllegalStateException("no RSMAPI here");
  }

  private int execute(String... words) {
    return commands.execute(List.of(words), new PrintWriter(out), new PrintWriter(err));
  }

  @Test
  void everyCommandHasHelp() {
    assertAll(ShellCommands.names().stream().map(this::hasHelp));
  }

  private Executable hasHelp(String name) {
    return () -> {
      out.getBuffer().setLength(0);
      assertEquals(0, execute(name, "--help"));
      assertTrue(out.toString().contains("Usage: rsm " + name), out::toString);
    };
  }

  @Test
  void wrongArgumentsGiveOneLineAndTwo() {
    assertAll(
        Stream.of(
                "put",
                "put exp1",
                "put exp1 x y",
                "put exp1 0 x --hex zz",
                "put exp1 0 5 --width 12",
                "get exp1 0 16 --hex --text",
                "get exp1 0 16 17",
                "export",
                "export --size",
                "export --size 4k --unknown",
                "export --size 4k --segment-id 0x10",
                "import",
                "wait exp1 soon",
                "segments all",
                "no-such-command",
                "map imp9")
            .map(line -> () -> isRefused(line)));
  }

  private void isRefused(String line) {
    err.getBuffer().setLength(0);
    assertEquals(2, execute(line.split(" ")), line);
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().startsWith("rsm"), err::toString);
    assertEquals("", out.toString());
  }

  @Test
  void missingLibraryGivesOneLineAndOne() {
    assertEquals(1, execute("controllers"));
    assertEquals("rsm controllers: no RSMAPI here", err.toString().strip());
  }

  @Test
  void emptySessionHasNoSegments() {
    assertEquals(0, execute("segments"));
    assertEquals("no segments", out.toString().strip());
  }
}

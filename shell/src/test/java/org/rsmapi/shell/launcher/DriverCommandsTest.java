// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rsmapi.shell.console.TestConsole;
import org.rsmapi.spi.DriverConsole;
import picocli.CommandLine;
import picocli.CommandLine.Command;

final class DriverCommandsTest {

  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();
  private final CommandLine rsm = new CommandLine(new Rsm());

  @Command(name = "rsm")
  private static final class Rsm implements Runnable {
    @Override
    public void run() {
      // Has subcommands alone.
    }
  }

  /** Offers nothing. */
  private abstract static class Empty implements DriverConsole {

    @Override
    public String type() {
      throw new NoClassDefFoundError("com/acme/Missing");
    }

    @Override
    public String summary() {
      return "";
    }

    @Override
    public List<Operation> operations() {
      return List.of();
    }

    @Override
    public Answer run(String operation, List<String> arguments) {
      throw new AssertionError("run");
    }
  }

  /** Cannot be made. */
  public static final class Unmakable extends Empty {

    /** Throws. */
    public Unmakable() {
      throw new IllegalStateException("no such device");
    }
  }

  /** Can be made, and nothing more. */
  public static final class Speechless extends Empty {

    /** For ServiceLoader. */
    public Speechless() {}
  }

  private void find(String... providers) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(services.resolve(DriverConsole.class.getName()), List.of(providers));
    rsm.setErr(new PrintWriter(err, true));
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, DriverCommandsTest.class.getClassLoader())) {
      DriverCommands.addTo(rsm, loader);
    }
  }

  @Test
  void addsACommandForEachDriver() throws IOException {
    find(TestConsole.class.getName());
    assertEquals(Set.of("acme"), rsm.getSubcommands().keySet());
    assertEquals("", err.toString());
  }

  @Test
  void brokenDriversAreLeftOutWithALineEach() throws IOException {
    find(
        Unmakable.class.getName(),
        "com.acme.Missing",
        Speechless.class.getName(),
        TestConsole.class.getName());
    assertEquals(Set.of("acme"), rsm.getSubcommands().keySet());
    List<String> lines = err.toString().lines().toList();
    assertEquals(3, lines.size(), lines::toString);
    assertTrue(lines.get(0).contains("no such device"), lines::toString);
    assertTrue(lines.get(1).contains("com.acme.Missing"), lines::toString);
    assertTrue(lines.get(2).contains("com/acme/Missing"), lines::toString);
  }

  @Test
  void commandsOfOurOwnStay() throws IOException {
    CommandLine own = new CommandLine(new Rsm());
    rsm.addSubcommand("acme", own);
    find(TestConsole.class.getName());
    assertEquals(own, rsm.getSubcommands().get("acme"));
    assertTrue(err.toString().contains("there is a command 'acme' already"), err::toString);
  }
}

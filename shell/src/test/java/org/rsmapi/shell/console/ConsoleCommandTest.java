// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.console;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rsmapi.shell.command.Session;
import org.rsmapi.shell.command.ShellCommands;
import org.rsmapi.spi.DriverConsole;
import org.rsmapi.spi.DriverConsole.Operation;
import org.rsmapi.spi.DriverConsole.Parameter;

final class ConsoleCommandTest {

  private final TestConsole console = new TestConsole();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ShellCommands commands =
      new ShellCommands(
          new Session(
              () -> {
                throw new IllegalStateException("no RSMAPI here");
              }),
          () -> List.of(ConsoleCommand.of(console)));

  private int execute(String line) {
    return commands.execute(
        List.of(line.split(" ", -1)), new PrintWriter(out), new PrintWriter(err));
  }

  @Test
  void alignsATableAndAddsTheRemark() {
    assertEquals(0, execute("acme nodes"));
    assertEquals(
        List.of(
            "node  host name  pid",
            "   4  bergen       7",
            " 128  oslo nord",
            "Node 128 is far away."),
        out.toString().lines().toList());
  }

  @Test
  void showsTheRemarkAloneIfThereAreNoRows() {
    assertEquals(0, execute("acme stat route table"));
    assertEquals(List.of("There are no routes."), out.toString().lines().toList());
  }

  @Test
  void printsOneJsonDocument() throws IOException {
    assertEquals(0, execute("acme nodes --json"));
    assertEquals(
        Map.of(
            "rows",
            List.of(
                Map.of("node", "4", "hostName", "bergen", "pid", "7"),
                Map.of("node", "128", "hostName", "oslo\nnord", "pid", "")),
            "remark",
            "Node 128 is far away."),
        JSON.std.anyFrom(out.toString()));
  }

  @Test
  void namesOfJsonAreCamelCaseAndUnlikeEachOther() {
    assertEquals(
        List.of("nodeId", "pid", "bytesS", "pid2", "column", "column2"),
        AnswerFields.names(List.of("Node ID", "PID", "bytes/s", "pid", "%", "")));
  }

  @Test
  void passesEachArgumentAndEmptyForThoseLeftOut() {
    assertEquals(0, execute("acme link down 4 1"));
    assertEquals(0, execute("acme link up 4"));
    assertEquals(0, execute("acme link 4"));
    assertEquals(
        List.of("link down[4, 1]", "link up[4, ]", "link[4]"), console.calls(), err::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "help, 'acme         The interconnect of Acme, 100% fast.'",
    "acme --help, 'The interconnect of Acme, 100% fast.'",
    "acme --help, 'link down NODE [ADAPTER]   Takes a link down.'",
    "help acme, 'nodes'",
    "acme link --help, 'Takes a link up.'",
    "acme link down --help, 'Usage: rsm acme link down [-h] [--json] NODE [ADAPTER]'",
    "acme link down --help, 'without it, 100% of them, not ${one}.'",
    "acme stat --help, 'stat route table   Shows the routes, all 100%.'",
    "acme stat route table --help, 'Shows the routes, all 100%.'"
  })
  void helpsAtEachLevel(String line, String text) {
    assertEquals(0, execute(line), err::toString);
    assertTrue(out.toString().contains(text), out::toString);
    assertEquals(List.of(), console.calls());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acme | rsm acme: which operation? Use one of nodes, link, link down, link up,",
        "acme lnk | rsm acme: 'lnk': no such operation; use one of nodes, link, link down,",
        "acme lnk --json | rsm acme: 'lnk': no such operation; use one of nodes, ",
        "acme --what | rsm acme: '--what': no such operation; use one of nodes, ",
        "acme stat | rsm acme stat: which operation? Use one of stat route table, or --help",
        "acme stat route | rsm acme stat route: which operation? Use one of stat route table",
        "acme nodes 4 | rsm acme nodes: Unmatched argument at index 2: '4'; --help",
        "acme nodes --jsn | rsm acme nodes: Unknown option: '--jsn'; did you mean --json?",
        "acme link | rsm acme link: Missing required parameter: 'NODE'",
        "acme link down | rsm acme link down: Missing required parameter: 'NODE'",
        "acme link down 5 | rsm acme link down: NODE: '5' is no node; use 4 or 8",
        "acme link down 4 0 1 | rsm acme link down: Unmatched argument at index 5: '1'",
      })
  void wrongArgumentsGiveOneLineAndTwo(String line, String message) {
    assertEquals(2, execute(line));
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().startsWith(message), err::toString);
    assertEquals("", out.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "acme link down 8, rsm acme link down: RSMERR_REMOTE_NODE_UNREACHABLE ",
    "acme broken, rsm acme broken: the driver is not complete: java.lang.LinkageError: no class"
  })
  void failuresGiveOneLineAndOne(String line, String message) {
    assertEquals(1, execute(line));
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().startsWith(message), err::toString);
  }

  @Test
  void asksDriversOnlyForCommandsThatMayBeTheirs() {
    ShellCommands own =
        new ShellCommands(
            new Session(
                () -> {
                  throw new IllegalStateException("no RSMAPI here");
                }),
            () -> {
              throw new AssertionError("asked");
            });
    assertEquals(0, own.execute(List.of("segments"), new PrintWriter(out), new PrintWriter(err)));
  }

  @Test
  void refusesConsolesOfWhichNoCommandCanBeMade() {
    Parameter optional = new Parameter("A", "", false);
    Parameter required = new Parameter("B", "", true);
    assertAll(
        Stream.of(
                List.<Operation>of(),
                List.of(new Operation("", "", List.of())),
                List.of(new Operation("Nodes", "", List.of())),
                List.of(new Operation("link  up", "", List.of())),
                List.of(
                    new Operation("nodes", "", List.of()), new Operation("nodes", "", List.of())),
                List.of(new Operation("nodes", "", List.of(optional, required))))
            .map(
                operations ->
                    () ->
                        assertThrows(
                            IllegalArgumentException.class,
                            () -> ConsoleCommand.of(new Offering(operations)))));
  }

  private record Offering(List<Operation> operations) implements DriverConsole {

    @Override
    public String type() {
      return "offering";
    }

    @Override
    public String summary() {
      return "";
    }

    @Override
    public Answer run(String operation, List<String> arguments) {
      throw new AssertionError("run");
    }
  }
}

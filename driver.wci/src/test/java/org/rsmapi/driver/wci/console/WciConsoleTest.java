// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.wci.config.ConfigurationText;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.DefaultConfiguration;
import org.rsmapi.driver.wci.config.Member;
import org.rsmapi.driver.wci.stat.FakeNode;
import org.rsmapi.driver.wci.wire.CnodeNames;
import org.rsmapi.fabric.Fabric;
import org.rsmapi.fabric.FabricName;
import org.rsmapi.spi.DriverConsole.Answer;
import org.rsmapi.spi.DriverConsole.Operation;

/** The console over sockets, on nodes that note what they are told. */
final class WciConsoleTest {

  private static final String PID = String.valueOf(ProcessHandle.current().pid());
  private static final int PARAMETERS = 5;

  private final WciConsole console = new WciConsole();
  private final List<AutoCloseable> open = new ArrayList<>();

  @TempDir Path folder;

  @BeforeEach
  void freshNetwork() {
    System.setProperty(FabricName.NAMESPACE_PROPERTY, "wrsm" + PID + "-" + System.nanoTime());
  }

  @AfterEach
  void putBack() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
    System.clearProperty(FabricName.NAMESPACE_PROPERTY);
  }

  private FakeNode node(int cnode) {
    FakeNode node = new FakeNode(cnode);
    Fabric fabric = Fabric.open(CnodeNames.fabric(0, cnode));
    open.add(fabric);
    open.add(NodeService.open(fabric, node));
    return node;
  }

  /** Leaves out what is not given. */
  private Answer run(String operation, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    Operation known =
        console.operations().stream()
            .filter(one -> one.name().equals(operation))
            .findFirst()
            .orElseThrow();
    while (all.size() < known.parameters().size()) {
      all.add("");
    }
    return console.run(operation, all);
  }

  private static void assertFails(RsmError error, String part, RsmException thrown) {
    assertEquals(error, thrown.error());
    assertTrue(thrown.detail().contains(part), thrown::detail);
  }

  private void assertRefused(String beginning, String operation, String... arguments) {
    String thrown =
        assertThrows(IllegalArgumentException.class, () -> run(operation, arguments)).getMessage();
    assertTrue(thrown.startsWith(beginning), thrown);
  }

  @Test
  void operationsAreWellFormed() {
    Set<String> names = new HashSet<>();
    for (Operation operation : console.operations()) {
      assertTrue(names.add(operation.name()), operation.name());
      assertTrue(operation.summary().endsWith("."), operation.name());
      assertTrue(operation.parameters().size() <= PARAMETERS, operation.name());
      boolean optional = false;
      for (var parameter : operation.parameters()) {
        assertTrue(!optional || !parameter.required(), operation.name());
        optional |= !parameter.required();
      }
    }
    assertThrows(IllegalArgumentException.class, () -> console.run("dance", List.of()));
  }

  @Test
  void controllersAreShownOneALine() {
    node(0);
    node(1);
    Answer answer = run("stat controller");
    assertEquals(
        List.of(
            "0", PID, "rsm_up", "11", "12", "13", "14", "15", "16", "17", "2", "2", "18", "32",
            "19"),
        answer.rows().getFirst());
    assertEquals("1", answer.rows().get(1).getFirst());
    assertEquals(1, run("stat controller", "1").rows().size());
    assertEquals(2, run("stat controller", "", "wci0").rows().size());
  }

  @Test
  void linksAreShownOneALine() {
    node(1);
    Answer answer = run("stat wrsm");
    assertEquals(4, answer.rows().size());
    assertEquals(
        List.of(
            "1", "5", "1", "yes", "sc_wait_up", "seek", "yes", "no", "no", "0", "5", "1", "5001",
            "501"),
        answer.rows().getLast());
  }

  @Test
  void errorsAreShownOneALine() {
    node(1);
    assertEquals(
        List.of("1", "5", "5", "1", "501", "70", "7", "8", "6", "4", "21", "22", "23"),
        run("stat errors", "1").rows().getLast());
  }

  @Test
  void routesAreShownOneALine() {
    node(0);
    assertEquals(
        List.of(
            "0",
            "1",
            "node1",
            "0x" + Long.toHexString(DefaultConfiguration.of(0, 1).fmNodeId()),
            "up",
            "multihop",
            "31",
            "2",
            "4",
            "4.0 4.1 5.0 5.1",
            "1 1"),
        run("stat route").rows().getFirst());
  }

  @Test
  void valuesHaveTheirKstatNames() {
    node(0);
    List<List<String>> rows = run("stat values", "0").rows();
    assertEquals(List.of("0", "wrsm:0:rsmpi_stat:ctlr_state", "rsm_up"), rows.getFirst());
    assertTrue(rows.contains(List.of("0", "wrsm:4:status:laser enabled_0", "1")));
    assertTrue(rows.contains(List.of("0", "wrsm_route:0:node1:num_stripes", "4")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "link down | 0 4 1 | cable 4.1 false | The cable of 4.1 of node 0 is pulled now.",
        "link up | 0 5 0 wrsm0 | cable 5.0 true | The cable of 5.0 of node 0 is plugged in now.",
        "link disable | 0 4 1 | enabled 4.1 false | Link 4.1 of node 0 is disabled until it is enabled.",
        "link enable | 0 4 1 0 | enabled 4.1 true | Link 4.1 of node 0 is enabled now.",
        "link errors | 0 4 1 77 | errors 4.1 77 | Link 4.1 of node 0 has 77 errors more; the next poll finds them.",
        "wci down | 0 4 | wci 4 false | WCI 4 of node 0 has failed.",
        "wci up | 0 4 | wci 4 true | WCI 4 of node 0 works again.",
        "lockout | 0 1 | lockout 1 | Node 1 locks out the writes of node 0 now.",
        "fail | 0 5 1 | fail 5.1 | The next transfer over link 5.1 of node 0 fails.",
        "violate | 0 1 | violate 1 | Node 1 refuses the next access of node 0.",
      })
  void nodesAreTold(String operation, String arguments, String order, String remark) {
    FakeNode node = node(0);
    FakeNode other = node(1);
    assertEquals(remark, run(operation, arguments.split(" ", -1)).remark());
    assertEquals(List.of(order), node.orders());
    assertEquals(List.of(), other.orders());
  }

  @Test
  void checkSendsAHundredMessages() {
    FakeNode node = node(0);
    assertEquals(List.of(List.of("100", "1", "51", "100")), run("check", "0", "1").rows());
    assertEquals(100, node.orders().size());
    assertEquals("ping 1", node.orders().getFirst());
  }

  @Test
  void errorOfTheNodeIsThatOfTheOperation() {
    FakeNode node = node(0);
    node.failPings();
    assertFails(
        RsmError.TIMEOUT,
        "node 0: no answer from 1",
        assertThrows(RsmException.class, () -> run("check", "0", "1")));
  }

  @Test
  void nodeThatIsKilledIsAwaited() throws Exception {
    FakeNode node = new FakeNode(0);
    try (Fabric fabric = Fabric.open(CnodeNames.fabric(0, 0))) {
      NodeService service = NodeService.open(fabric, node);
      Thread dying =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      node.death().await();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                    service.close();
                  });
      assertEquals(
          "Node 0 has died; process " + PID + " lives on without it.",
          run("node kill", "0").remark());
      dying.join();
    }
    assertFails(
        RsmError.CTLR_NOT_PRESENT,
        "no node of wrsm0 is a process of this host",
        assertThrows(RsmException.class, () -> run("stat wrsm")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stat wrsm | 7 | '7' is no node of wrsm0 on this host; those are [0]",
        "stat wrsm | x | 'x' is no node of wrsm0",
        "stat wrsm | 0 wrsm16 | 'wrsm16' is no controller; use wrsm0 to wrsm15",
        "link down | 0 6 0 | '6' is no WCI of node 0; those are [4, 5]",
        "link down | 0 4 2 | '2' is no link of WCI 4 of node 0; those are 0, 1",
        "link errors | 0 4 0 -1 | '-1' is no number of errors; use 1 or more",
        "link errors | 0 4 0 many | 'many' is no number of errors",
        "wci down | 0 04 | '04' is no WCI of node 0",
        "violate | 0 0 | '0' is no other node of the network of node 0; those are [1]",
        "check | 0 9 | '9' is no other node",
        "conf check | /none/at/all | /none/at/all: there is no such file",
      })
  void wrongArgumentsAreNamedWithTheCure(String operation, String arguments, String message) {
    node(0);
    String thrown =
        assertThrows(IllegalArgumentException.class, () -> run(operation, arguments.split(" ", -1)))
            .getMessage();
    assertTrue(thrown.startsWith(message), thrown);
  }

  @Test
  void controllersAreSeparate() {
    node(0);
    assertFails(
        RsmError.CTLR_NOT_PRESENT,
        "no node of wrsm7 is a process of this host; start one first",
        assertThrows(RsmException.class, () -> run("stat wrsm", "", "wrsm7")));
  }

  @Test
  void secondProcessIsNotTheSameNode() {
    node(0);
    assertFails(
        RsmError.CTLR_NOT_PRESENT,
        "node 0 is a process already",
        assertThrows(RsmException.class, () -> node(0)));
  }

  @Test
  void netlistBecomesAFileForEachHost() throws IOException {
    Path netlist = folder.resolve("cables");
    Files.writeString(netlist, "alpha.4.0=beta.4.0\nalpha.4.1=beta.4.1\n");
    Path out = folder.resolve("out/new");
    Answer answer = run("conf create", netlist.toString(), out.toString());
    assertEquals(2, answer.rows().size());
    assertEquals("alpha", answer.rows().getFirst().get(2));
    assertEquals(out.resolve("beta.conf").toString(), answer.rows().get(1).get(4));
    assertEquals(
        "can be installed",
        run("conf check", out.resolve("beta.conf").toString()).rows().getFirst().get(4));
    String thrown =
        assertThrows(
                IllegalArgumentException.class,
                () -> run("conf create", netlist.toString(), out.toString()))
            .getMessage();
    assertTrue(thrown.endsWith("alpha.conf' is there already; remove it or name another one"));
  }

  private Path file(String name, ControllerConfiguration... configurations) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, ConfigurationText.print(List.of(configurations)));
    return file;
  }

  /** The same network with another version. */
  private static ControllerConfiguration version(int cnode, long version) {
    ControllerConfiguration first = DefaultConfiguration.of(0, cnode);
    return new ControllerConfiguration(
        first.fmNodeId(),
        first.hostName(),
        first.controller(),
        first.protocolVersion(),
        version,
        cnode,
        first.members(),
        first.wcis(),
        first.policies(),
        first.groups());
  }

  @Test
  void initialEnablesAConfigurationInEachNode() throws IOException {
    FakeNode node = node(0);
    FakeNode other = node(1);
    String both = file("both.conf", version(0, 2), version(1, 2)).toString();
    assertEquals(
        List.of(
            List.of("wrsm0", "0", PID, "0x2", "enabled"),
            List.of("wrsm0", "1", PID, "0x2", "enabled")),
        run("conf initial", both).rows());
    assertEquals(2, node.configuration().version());
    assertEquals(2, other.configuration().version());
    assertRefused("node 0: EEXIST: version 0x2 is there already", "conf initial", both);
    String thrown =
        assertThrows(IllegalArgumentException.class, () -> run("conf initial", both, "wrsm3"))
            .getMessage();
    assertTrue(thrown.endsWith("both.conf' has nothing for wrsm3"), thrown);
  }

  @Test
  void configurationIsTakenOverInSteps() throws IOException {
    FakeNode node = node(0);
    String file = file("one.conf", version(0, 9)).toString();
    assertEquals("replaced", run("conf replace", file).rows().getFirst().getLast());
    assertEquals("installed", run("conf install").rows().getFirst().getLast());
    assertEquals(1, node.configuration().version());
    assertEquals("enabled", run("conf enable").rows().getFirst().getLast());
    assertEquals(9, node.configuration().version());
    assertRefused("node 0: ENOENT", "conf install");
    assertEquals("invalid", run("conf remove").rows().getFirst().getLast());
    assertEquals("invalid", run("conf info").rows().getFirst().getLast());
  }

  @Test
  void configurationOfANodeThatIsNotHereIsRefused() throws IOException {
    node(0);
    String file = file("two.conf", version(1, 9)).toString();
    assertFails(
        RsmError.CTLR_NOT_PRESENT,
        "node 1 of wrsm0 is no process of this host; start one with this file",
        assertThrows(RsmException.class, () -> run("conf initial", file)));
  }

  @Test
  void largeConfigurationArrivesWhole() throws IOException {
    FakeNode node = node(0);
    ControllerConfiguration first = version(0, 3);
    List<Member> members = new ArrayList<>(first.members());
    for (int cnode = 2; cnode < 60; cnode++) {
      members.add(
          new Member(
              cnode,
              0x100 + cnode,
              "a-name-that-makes-it-long-" + cnode,
              List.of(cnode),
              List.of(cnode),
              0x2000L * (cnode + 2),
              cnode,
              0x4000));
    }
    ControllerConfiguration large =
        new ControllerConfiguration(
            first.fmNodeId(),
            first.hostName(),
            0,
            2,
            3,
            0,
            members,
            first.wcis(),
            first.policies(),
            first.groups());
    assertEquals(
        "replaced",
        run("conf replace", file("large.conf", large).toString()).rows().getFirst().getLast());
    assertEquals(1, node.configuration().version());
  }

  @Test
  void topologyAndDumpShowTheConfiguration() {
    node(1);
    List<List<String>> rows = run("conf topology").rows();
    assertEquals(List.of("node0", "wrsm0", "0", "down"), rows.getFirst().subList(1, 5));
    assertEquals(List.of("node1", "wrsm0", "1", "up"), rows.get(1).subList(1, 5));
    Path file = folder.resolve("dump.conf");
    assertEquals(
        "The configuration of node 1 of wrsm0 is in " + file + " now.",
        run("conf dump", file.toString()).remark());
    assertEquals(List.of(DefaultConfiguration.of(0, 1)), ConfigurationText.read(file));
  }
}

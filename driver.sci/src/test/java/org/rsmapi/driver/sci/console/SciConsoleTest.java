// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.sci.emulation.ClusterSettings;
import org.rsmapi.driver.sci.emulation.EmulatedCluster;
import org.rsmapi.driver.sci.nativelib.LibSisci;
import org.rsmapi.driver.sci.nativelib.StubCluster;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.fabric.FabricName;
import org.rsmapi.spi.DriverConsole.Answer;

/** The console on a cluster that is emulated in this process, and on none. */
final class SciConsoleTest {

  private static final String IMPLEMENTATION = "org.rsmapi.sci.implementation";
  private static final String LIBRARY = "org.rsmapi.sci.library";
  private static final String PID = String.valueOf(ProcessHandle.current().pid());

  private final SciConsole console = new SciConsole();
  private final Map<String, String> before = new HashMap<>();
  private final List<Sisci> nodes = new ArrayList<>();

  @BeforeEach
  void freshCluster() {
    set(IMPLEMENTATION, "emulated");
    set(FabricName.NAMESPACE_PROPERTY, "console" + PID + "-" + System.nanoTime());
  }

  private void set(String name, String value) {
    String old = System.setProperty(name, value);
    before.putIfAbsent(name, old == null ? "" : old);
  }

  @AfterEach
  void putBack() {
    nodes.forEach(Sisci::close);
    before.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
  }

  private Sisci node(int id) {
    Sisci sisci = new EmulatedCluster(ClusterSettings.DEFAULT.as(id)).open();
    nodes.add(sisci);
    return sisci;
  }

  private Answer run(String operation, String... arguments) {
    return console.run(operation, List.of(arguments));
  }

  private static void assertFails(RsmError error, String part, RsmException thrown) {
    assertEquals(error, thrown.error());
    assertTrue(thrown.detail().contains(part), thrown::detail);
  }

  @Test
  void lookingIsNoNode() {
    for (int i = 0; i < 2; i++) {
      assertEquals(
          "SISCI is emulated on this host; nodes that are processes: 0 of 8.",
          run("nodes").remark());
    }
    assertEquals(List.of(), run("links").rows());
    assertEquals(List.of(), run("segments", "").rows());
  }

  @Test
  void listsNodesAndTheirProcesses() {
    node(4);
    node(8);
    node(8);
    Answer answer = run("nodes");
    assertEquals(List.of("4", "1", "node4", "0", "up", PID), answer.rows().get(0));
    assertEquals(List.of("8", "2", "node8", "0", "up", PID + " " + PID), answer.rows().get(1));
    assertEquals(List.of("12", "3", "node12", "", "down", ""), answer.rows().get(2));
    assertEquals(8, answer.rows().size());
    assertEquals(
        "SISCI is emulated on this host; nodes that are processes: 2 of 8.", answer.remark());
  }

  @Test
  void takesALinkDownAndUp() {
    Sisci one = node(4);
    node(8);
    assertTrue(one.probeNode(0, 8));
    assertEquals(
        "Each link between nodes 8 and 4 is down now; processes told: 2.",
        run("link down", "8", "4", "").remark());
    assertEquals(List.of(List.of("4", "8", "0", "down")), run("links").rows());
    assertEquals(false, one.probeNode(0, 8));
    assertEquals(
        "The link of adapter 0 between nodes 4 and 8 is up now; processes told: 2.",
        run("link up", "4", "8", "0").remark());
    assertEquals(List.of(List.of("4", "8", "0", "up")), run("links").rows());
    assertTrue(one.probeNode(0, 8));
  }

  @Test
  void listsSegments() {
    Sisci one = node(4);
    node(8);
    try (Arena arena = Arena.ofShared()) {
      LocalSegment segment =
          one.createSegment(0x400001, one.allocate(one.pageSize(), arena), (reason, node) -> {});
      List<String> row =
          List.of("4", PID, "0x400001", String.valueOf(one.pageSize()), "0", "created");
      assertEquals(List.of(row), run("segments", "").rows());
      assertEquals(List.of(row), run("segments", "4").rows());
      assertEquals("There are no segments.", run("segments", "8").remark());
      segment.remove(false);
    }
  }

  @Test
  void killsANode() {
    Sisci one = node(4);
    node(8);
    assertEquals(
        "Node 8 has crashed; processes that were this node: 1.", run("node kill", "8").remark());
    assertEquals(false, one.probeNode(0, 8));
    assertEquals("down", run("nodes").rows().get(1).get(4));
  }

  @ParameterizedTest
  @CsvSource({"link down, no node is a process", "link up, no node is a process"})
  void linksNeedNodes(String operation, String reason) {
    assertFails(
        RsmError.REMOTE_NODE_UNREACHABLE,
        reason,
        assertThrows(RsmException.class, () -> run(operation, "4", "8", "")));
  }

  @Test
  void killsOnlyWhatLives() {
    assertFails(
        RsmError.REMOTE_NODE_UNREACHABLE,
        "node 12 is no process",
        assertThrows(RsmException.class, () -> run("node kill", "12")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "link down | 4 5 - | '5' is no node; the node ids of SISCI are [4, 8, 12, 16, 20, 24, 28, 32]",
        "link up | x 4 - | 'x' is no node",
        "link up | 4 4 - | '4' is there twice",
        "link down | 4 8 4 | '4' is no adapter; use 0 to 3",
        "node kill | 400 | '400' is no node",
        "segments | 04 | '04' is no node"
      })
  void wrongArgumentsAreNamedWithTheCure(String operation, String arguments, String message) {
    String[] words = arguments.replace("-", "").split(" ", -1);
    String thrown =
        assertThrows(IllegalArgumentException.class, () -> run(operation, words)).getMessage();
    assertTrue(thrown.startsWith(message), thrown);
  }

  @Test
  void showsWhatALibraryTells(@TempDir Path folder) throws IOException {
    Path list = folder.resolve("dishosts.conf");
    Files.write(
        list,
        List.of(
            "HOSTNAME: bergen", "ADAPTER: a 4 0",
            "HOSTNAME: oslo", "ADAPTER: b 8 0",
            "HOSTNAME: moss", "ADAPTER: c 12 0"));
    set(IMPLEMENTATION, "native");
    set("org.rsmapi.sci.nodes", list.toString());
    try (StubCluster cluster = StubCluster.create()) {
      set(LIBRARY, cluster.library(4).toString());
      nodes.add(new LibSisci(Optional.of(cluster.library(8))).open());
      Answer answer = run("nodes");
      assertEquals(
          List.of(
              List.of("4", "1", "bergen", "0", "this host", ""),
              List.of("8", "2", "oslo", "0", "up", ""),
              List.of("12", "3", "moss", "0", "down", "")),
          answer.rows());
      assertTrue(answer.remark().startsWith("SISCI is " + System.getProperty(LIBRARY)));
      assertEquals(
          List.of(List.of("4", "8", "0", "up"), List.of("4", "12", "0", "down")),
          run("links").rows());
      cluster.link(0, 4, 8, false);
      assertEquals(List.of("4", "8", "0", "down"), run("links").rows().getFirst());
      for (List<String> refused :
          List.of(
              List.of("segments", ""),
              List.of("link down", "4", "8", ""),
              List.of("link up", "4", "8", "0"),
              List.of("node kill", "8"))) {
        assertFails(
            RsmError.UNSUPPORTED_OPERATION,
            "only the emulated cluster can, see org.rsmapi.sci.implementation=emulated",
            assertThrows(
                RsmException.class,
                () -> console.run(refused.getFirst(), refused.subList(1, refused.size()))));
      }
      nodes.removeLast().close();
    }
  }

  @Test
  void tellsWhySisciCannotBeUsed() {
    set(IMPLEMENTATION, "native");
    Answer answer = run("nodes");
    assertTrue(answer.remark().startsWith("SISCI cannot be used: "), answer::remark);
    assertEquals("unknown", answer.rows().getFirst().get(4));
    assertFails(
        RsmError.CTLR_NOT_PRESENT,
        "",
        assertThrows(RsmException.class, () -> run("node kill", "4")));
  }

  @Test
  void tellsWhichSettingIsWrong() {
    set(LIBRARY, "nowhere");
    String thrown = assertThrows(IllegalArgumentException.class, () -> run("nodes")).getMessage();
    assertTrue(thrown.startsWith(LIBRARY + ": 'nowhere' is not allowed"), thrown);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rsmapi.NodeId;

final class NodeListTest {

  private static final String LIST =
      """
      DISHOSTS 2
      # two hosts, the first with two adapters
      HOSTNAME: alpha
      ADAPTER:  alpha_a0  4  0  4
      ADAPTER:  alpha_a1  12 1
      HOSTNAME: beta   # the second
      ADAPTER:  beta_a0   8  0  4
      SOCKET:   beta_a0 alpha_a0
      """;

  private static NodeList parse(String text) {
    return NodeList.parse("list", text.lines().toList());
  }

  @Test
  void hostsAreNumberedInTheOrderOfTheList() {
    AdapterNodes nodes = parse(LIST).ofAdapter(0, 8);
    assertEquals(NodeId.of(2), nodes.local());
    assertEquals(4, nodes.sciNode(NodeId.of(1)).orElseThrow());
    assertEquals(NodeId.of(1), nodes.id(4).orElseThrow());
    assertEquals(List.of(new AdapterNodes.Node(NodeId.of(1), 4)), nodes.others());
  }

  @Test
  void adapterLeadsToTheHostsThatHaveIt() {
    assertEquals(List.of(4, 8), parse(LIST).sciNodes(0));
    assertEquals(List.of(12), parse(LIST).sciNodes(1));
    assertEquals(List.of(), parse(LIST).sciNodes(2));
  }

  @Test
  void hostThatIsNotInTheListIsRefused() {
    NodeList list = parse(LIST);
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> list.ofAdapter(0, 16));
    assertEquals(
        "node id 16 of adapter 0 is not in the node list; add this host to it",
        refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ADAPTER: a 4 0           | list:1: ADAPTER: comes before the first HOSTNAME:
          HOSTNAME:                | list:1: HOSTNAME: wants a name
          HOSTNAME: h;ADAPTER: a 4 | list:2: ADAPTER: wants a name, a node id and a number
          HOSTNAME: h;ADAPTER: a 5 0   | list:2: node id 5: use a multiple of 4, from 4 to 256
          HOSTNAME: h;ADAPTER: a 0 0   | list:2: node id 0: use a multiple of 4, from 4 to 256
          HOSTNAME: h;ADAPTER: a x 0   | list:2: x is no node id
          HOSTNAME: h;ADAPTER: a 4 4   | list:2: adapter 4: use 0 to 3
          HOSTNAME: h;ADAPTER: a 4 -1  | list:2: -1 is no number of an adapter
          HOSTNAME: h;ADAPTER: a 4 0;ADAPTER: b 8 0   | list:3: adapter 0 is there twice
          HOSTNAME: h;ADAPTER: a 4 0;HOSTNAME: i;ADAPTER: b 4 0 | list:4: node id 4 is there twice
          # nothing                | list: there is no line HOSTNAME:
          """)
  void wrongListIsRefusedWithItsLine(String list, String message) {
    String text = list.replace(';', '\n');
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> parse(text));
    assertEquals(message, refusal.getMessage());
  }

  @Test
  void missingFileIsRefusedByName() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> NodeList.read(Path.of("/nowhere/dishosts.conf")));
    assertEquals(
        "/nowhere/dishosts.conf: cannot be read:"
            + " java.nio.file.NoSuchFileException: /nowhere/dishosts.conf",
        refusal.getMessage());
  }
}

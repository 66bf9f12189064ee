// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.driver.wci.stat.FakeNode;

/** Orders as they come from a process that may be any. */
final class NodeOrdersTest {

  private final FakeNode node = new FakeNode(0);
  private final NodeOrders orders = new NodeOrders(node);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "dance",
        "cable",
        "cable 4 1",
        "cable 4 1 maybe",
        "cable 4 x on",
        "wci 4 1",
        "wci on 4",
        "errors 4 1 x",
        "lockout",
        "lockout x",
        "check 1",
        "text",
        "text 5",
        "text 5 x",
        "text -1 x",
        "text x x",
        "replace now",
        "kill",
      })
  void whatIsNoOrderIsRefused(String order) {
    assertNotNull(orders.carryOut(order));
    assertEquals(List.of(), node.orders());
  }

  @Test
  void failureOfTheNodeIsToldInItsWords() {
    String failure = orders.carryOut("violate 0");
    assertTrue(String.valueOf(failure).contains("this is the node itself"), failure);
  }

  @Test
  void onlySomeResultsAreKept() {
    for (int i = 0; i < 20; i++) {
      assertNull(orders.carryOut("check 1 token" + i));
    }
    assertNull(orders.result("token3"));
    assertEquals("100", orders.result("token4").getFirst());
    assertEquals(4, orders.result("token19").size());
  }

  @Test
  void textThatIsNoConfigurationIsRefused() {
    assertNull(orders.carryOut("text 0 some"));
    assertNull(orders.carryOut("text 4  thing"));
    String failure = orders.carryOut("replace");
    assertTrue(String.valueOf(failure).startsWith("configuration:1:1"), failure);
    assertNull(orders.carryOut("text 0 x"));
    assertNotNull(orders.carryOut("text 4 thing"));
  }
}

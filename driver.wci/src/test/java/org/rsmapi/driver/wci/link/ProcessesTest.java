// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rsmapi.driver.wci.config.LinkId;

/** Nothing here comes by a poll. */
class ProcessesTest {

  private static final LinkId LINK = new LinkId(4, 1);

  @Test
  void processesThatOpenTogetherHaveAllLinks() {
    try (ChildJvm one = new ChildJvm(0);
        ChildJvm other = new ChildJvm(1)) {
      ChildJvm.open(List.of(one, other));
      assertEquals("up", one.tell("up"));
      assertEquals("up", other.tell("up"));
      assertEquals("true", one.tell("session"));
      assertEquals("pulled", other.tell("pull 5 0"));
      assertEquals("false", one.tell("alive 5 0"));
      assertEquals("true", one.tell("alive 5 1"));
    }
  }

  @Test
  void processThatIsKilledTakesItsLinksAlong() {
    try (Node node = new Node(Networks.two(0), Networks.NO_POLL)) {
      for (int i = 0; i < 2; i++) {
        try (ChildJvm child = new ChildJvm(1)) {
          ChildJvm.open(List.of(child));
          node.awaitAllUp();
          assertEquals("up", child.tell("up"));
          assertEquals("true", child.tell("session"));
          node.awaitEvent("session up 1");
          node.events.clear();
          child.kill();
          node.awaitUp();
          assertFalse(node.links.isAlive(LINK));
          node.awaitEvent("dead " + LINK);
          node.awaitEvent("down " + LINK + " disconnected-shutdown");
          Node.await(
              () -> node.events.stream().anyMatch(event -> event.startsWith("session down 1")),
              () -> "events: " + node.events);
        }
      }
    }
  }
}

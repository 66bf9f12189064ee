// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rsmapi.driver.wci.config.LinkId;

class LinkControlTest {

  private static final LinkId LINK = new LinkId(4, 1);

  private static final LinkTimes NO_POLL = Networks.NO_POLL;

  @Test
  void linksComeUpWithoutAPollWhoeverIsFirst() throws InterruptedException {
    for (int first = 0; first < 2; first++) {
      try (Node one = new Node(Networks.two(first), NO_POLL);
          Node other = new Node(Networks.two(1 - first), NO_POLL)) {
        one.links.awaitInitial(30_000);
        other.links.awaitInitial(30_000);
        assertEquals(Set.copyOf(Networks.LINKS), other.links.up());
        one.awaitAllUp();
        LinkStatus status = one.status(LINK);
        assertEquals(LinkState.LC_UP, status.state());
        assertEquals(PhysicalState.IN_USE, status.physical());
        assertEquals(1 - first, status.remoteCnode());
        assertEquals(1 - first, status.remoteWnode());
        assertEquals(4, status.remotePort());
        assertEquals(1, status.remoteLink());
        assertTrue(status.alive() && status.laser() && status.transmit() && status.enabled());
        assertTrue(one.links.isAlive(LINK));
        assertEquals("", status.reason());
      }
    }
  }

  @Test
  void nodeThatIsAloneDoesNotWaitForOthers() throws InterruptedException {
    try (Node node = new Node(Networks.two(0), NO_POLL)) {
      node.links.awaitInitial(3_600_000);
      assertEquals(Set.of(), node.links.up());
      assertEquals(LinkState.SC_WAIT_UP, node.status(LINK).state());
      assertEquals(PhysicalState.SEEK, node.status(LINK).physical());
    }
  }

  @Test
  void pulledCableIsDeadAtBothEndsOnReturn() {
    try (Node one = new Node(Networks.two(0), NO_POLL);
        Node other = new Node(Networks.two(1), NO_POLL)) {
      one.awaitAllUp();
      other.awaitAllUp();
      one.links.setCable(LINK, false);
      for (Node node : List.of(one, other)) {
        assertFalse(node.links.isAlive(LINK));
        assertTrue(node.events.contains("dead " + LINK));
        node.awaitEvent("down " + LINK + " disconnected-shutdown");
        assertEquals(3, node.links.up().size());
        assertEquals(1, node.status(LINK).disconnectedTakedowns());
      }
      assertEquals(LinkState.LC_NOT_THERE, one.status(LINK).state());
      assertEquals(LinkState.SC_WAIT_UP, other.status(LINK).state());
      one.links.setCable(LINK, true);
      one.awaitAllUp();
      other.awaitAllUp();
    }
  }

  @Test
  void softwareNoticesLaterIfThatIsWanted() {
    LinkTimes times = NO_POLL.withNotice(3_600_000);
    try (Node one = new Node(Networks.two(0), times);
        Node other = new Node(Networks.two(1), NO_POLL.withNotice(50))) {
      one.awaitAllUp();
      other.awaitAllUp();
      one.links.setCable(LINK, false);
      assertFalse(one.links.isAlive(LINK));
      assertTrue(one.links.up().contains(LINK));
      assertEquals(LinkState.SC_WAIT_DOWN, one.status(LINK).state());
      other.awaitEvent("down " + LINK + " disconnected-shutdown");
      one.links.setCable(LINK, true);
      other.awaitAllUp();
      assertTrue(one.links.isAlive(LINK));
      assertFalse(one.events.contains("down " + LINK + " disconnected-shutdown"));
    }
  }

  @Test
  void disabledLinkStaysDownUntilItIsEnabled() {
    try (Node one = new Node(Networks.two(0), LinkTimes.quick(10, 10));
        Node other = new Node(Networks.two(1), LinkTimes.quick(10, 10))) {
      one.awaitAllUp();
      other.awaitAllUp();
      one.links.setEnabled(LINK, false);
      one.awaitEvent("down " + LINK + " disabled");
      other.awaitEvent("down " + LINK + " hardware-shutdown");
      assertEquals(LinkState.LC_DOWN, one.status(LINK).state());
      assertEquals(PhysicalState.OFF, one.status(LINK).physical());
      one.links.setEnabled(LINK, true);
      one.awaitAllUp();
      other.awaitAllUp();
    }
  }

  @Test
  void linkWithErrorsIsTakenDownAndComesUpAgain() {
    LinkTimes times = LinkTimes.quick(5, 3_600_000).withErrors(1_000, 3);
    try (Node one = new Node(Networks.two(0), times);
        Node other = new Node(Networks.two(1), times)) {
      one.awaitAllUp();
      one.links.addErrors(LINK, 999);
      one.links.addErrors(new LinkId(5, 0), 1_000);
      one.awaitEvent("down 5.0 link-errors");
      one.awaitAllUp();
      other.awaitAllUp();
      assertEquals(1, one.status(new LinkId(5, 0)).errorTakedowns().total());
      assertEquals(999, one.status(LINK).errors().total());
      assertEquals(0, one.status(LINK).errorTakedowns().total());
    }
  }

  @Test
  void linkThatKeepsHavingErrorsIsGivenUpForAWhile() {
    LinkTimes times = LinkTimes.quick(20, 500).withErrors(10, 3);
    try (Node one = new Node(Networks.two(0), times);
        Node other = new Node(Networks.two(1), times)) {
      one.awaitAllUp();
      Node.await(
          () -> {
            one.links.addErrors(LINK, 10);
            LinkStatus status = one.status(LINK);
            return status.physical() == PhysicalState.OFF
                && status.errorTakedowns().total() >= 3
                && status.state() == LinkState.SC_WAIT_ERRDOWN;
          },
          () -> "not given up: " + one.status(LINK));
      other.awaitAllUp();
    }
  }

  @Test
  void linkWhoseEndsDoNotAgreeStaysDownUntilTheyDo() {
    LinkTimes times = LinkTimes.quick(10, 3_600_000);
    try (Node one = new Node(Networks.two(0, 1, 2), times);
        Node other = new Node(Networks.two(1, 2, 2), times)) {
      for (Node node : List.of(one, other)) {
        Node.await(
            () -> node.links.status().stream().allMatch(s -> s.reason().equals("badconfig")),
            () -> "up: " + node.links.status());
        assertEquals(Set.of(), node.links.up());
        assertEquals(1, node.status(LINK).configurationTakedowns());
        assertEquals(1, node.status(LINK).failedBringups());
        assertEquals(LinkState.LC_DOWN, node.status(LINK).state());
      }
      one.links.reconfigure(Networks.two(0, 2, 2));
      one.awaitAllUp();
      other.awaitAllUp();
    }
  }

  @Test
  void disagreementIsLookedAtAgainAfterAWhile() {
    LinkTimes times = LinkTimes.quick(5, 20);
    try (Node one = new Node(Networks.two(0, 1, 2), times);
        Node other = new Node(Networks.two(1, 2, 2), times)) {
      Node.await(() -> one.status(LINK).failedBringups() > 2, () -> "" + one.status(LINK));
      assertEquals(Set.of(), other.links.up());
    }
  }

  @Test
  void cableThatLeadsElsewhereIsRefused() {
    try (Node one = new Node(Networks.of(0, 1, List.of(Networks.wci(0, 4, 5))), NO_POLL);
        Node other = new Node(Networks.two(1), NO_POLL)) {
      Node.await(() -> one.status(LINK).reason().equals("badconfig"), () -> "" + one.status(LINK));
      Node.await(
          () -> other.status(LINK).reason().equals("badconfig"), () -> "" + other.status(LINK));
      assertEquals(Set.of(), one.links.up());
      assertEquals(Set.of(), other.links.up());
    }
  }

  @Test
  void wciTakesItsLinksAlong() {
    try (Node one = new Node(Networks.two(0), NO_POLL);
        Node other = new Node(Networks.two(1), NO_POLL)) {
      one.awaitAllUp();
      other.awaitAllUp();
      one.links.setWci(5, false);
      for (Node node : List.of(one, other)) {
        assertFalse(node.links.isAlive(new LinkId(5, 0)));
        assertTrue(node.links.isAlive(LINK));
        node.awaitEvent("down 5.0 hardware-shutdown");
        node.awaitEvent("down 5.1 hardware-shutdown");
      }
      one.links.setWci(5, true);
      one.awaitAllUp();
      other.awaitAllUp();
    }
  }

  @Test
  void endOfANodeTakesItsLinksDownAtOnce() {
    try (Node one = new Node(Networks.two(0), NO_POLL.withNotice(3_600_000))) {
      for (int i = 0; i < 3; i++) {
        try (Node other = new Node(Networks.two(1), NO_POLL)) {
          other.awaitAllUp();
          one.awaitAllUp();
        }
        one.awaitUp();
        assertFalse(one.links.isAlive(LINK));
      }
      one.awaitEvent("down " + LINK + " disconnected-shutdown");
    }
  }

  @Test
  void linksThatStayInTheConfigurationStayUp() {
    try (Node one = new Node(Networks.two(0), NO_POLL);
        Node other = new Node(Networks.two(1), NO_POLL)) {
      one.awaitAllUp();
      other.awaitAllUp();
      one.links.reconfigure(Networks.two(0, 2, 1));
      one.awaitUp(new LinkId(4, 0), LINK);
      other.awaitUp(new LinkId(4, 0), LINK);
      one.awaitEvent("down 5.0 unconfigured");
      assertFalse(one.events.contains("dead " + LINK));
      assertEquals(2, one.links.status().size());
      assertThrows(
          IllegalArgumentException.class, () -> one.links.setCable(new LinkId(5, 0), false));
    }
  }

  @Test
  void statisticsAreTakenOverIntervals() {
    LinkTimes times = LinkTimes.quick(2, 10).withIntervals(20, 2);
    try (Node node = new Node(Networks.two(0), times)) {
      node.links.addErrors(LINK, 7);
      Node.await(() -> node.status(LINK).intervals() >= 3, () -> "" + node.status(LINK));
      WindowedCount errors = node.status(LINK).errors();
      assertEquals(7, errors.total());
      assertEquals(7, errors.max());
      assertEquals(7, errors.maxLong());
      node.links.countTransferError(LINK);
      assertEquals(1, node.status(LINK).transferErrors());
    }
  }
}

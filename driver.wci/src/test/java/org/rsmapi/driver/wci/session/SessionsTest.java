// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.link.LinkTimes;
import org.rsmapi.driver.wci.link.Networks;
import org.rsmapi.driver.wci.link.Node;
import org.rsmapi.driver.wci.wire.Packet;
import org.rsmapi.driver.wci.wire.PacketType;

class SessionsTest {

  private static final SessionTimes PATIENT = new SessionTimes(30_000, 10, 30_000);

  private static Node node(int cnode) {
    return new Node(Networks.two(cnode), LinkTimes.DEFAULT, PATIENT);
  }

  @Test
  void sessionStartsOnDemandAndEndsAtBothEnds() throws InterruptedException {
    try (Node one = node(0);
        Node other = node(1)) {
      one.awaitAllUp();
      assertEquals(Sessions.State.DOWN, one.sessions.state(1));
      assertTrue(one.sessions.open(1));
      assertTrue(one.sessions.open(1));
      other.awaitEvent("session up 0");
      assertEquals(Sessions.State.UP, other.sessions.state(0));
      assertTrue(one.sessions.ping(1) > 0);
      assertTrue(other.sessions.ping(0) > 0);
      other.sessions.end(0);
      one.awaitEvent("session down 1: ended by the other node");
      other.awaitEvent("session down 0: ended here");
      assertTrue(other.sessions.ping(0) > 0, "a session starts again");
    }
  }

  @Test
  void bothMayStartAtOnce() throws InterruptedException, ExecutionException, TimeoutException {
    try (Node one = node(0);
        Node other = node(1)) {
      one.awaitAllUp();
      other.awaitAllUp();
      for (int i = 0; i < 100; i++) {
        CyclicBarrier together = new CyclicBarrier(2);
        FutureTask<Boolean> opening =
            new FutureTask<>(
                () -> {
                  together.await();
                  return other.sessions.open(0);
                });
        Thread thread = Thread.ofPlatform().start(opening);
        together.await(30, TimeUnit.SECONDS);
        assertTrue(one.sessions.open(1));
        assertTrue(opening.get(30, TimeUnit.SECONDS));
        thread.join();
        assertTrue(one.sessions.ping(1) > 0);
        one.sessions.end(1);
        Node.await(
            () -> other.sessions.state(0) == Sessions.State.DOWN,
            () -> "state: " + other.sessions.state(0));
      }
    } catch (java.util.concurrent.BrokenBarrierException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void withoutARouteThereIsNone() throws InterruptedException {
    try (Node one = node(0)) {
      assertEquals(Sessions.State.UNREACH, one.sessions.state(1));
      assertFalse(one.sessions.open(1));
      RsmException refused = assertThrows(RsmException.class, () -> one.sessions.ping(1));
      assertEquals(RsmError.REMOTE_NODE_UNREACHABLE, refused.error());
      assertEquals(Sessions.State.UP, one.sessions.state(0));
    }
  }

  @Test
  void lossOfTheRouteEndsIt() throws InterruptedException {
    try (Node one = node(0);
        Node other = node(1)) {
      one.awaitAllUp();
      assertTrue(one.sessions.open(1));
      for (LinkId link : Networks.LINKS) {
        one.links.setCable(link, false);
      }
      one.awaitEvent("session down 1: no route");
      other.awaitEvent("session down 0: no route");
      assertEquals(Sessions.State.UNREACH, one.sessions.state(1));
      Networks.LINKS.forEach(link -> one.links.setCable(link, true));
      one.awaitAllUp();
      assertTrue(one.sessions.ping(1) > 0);
    }
  }

  @Test
  void messagesTakeTheStripesThatWork() {
    try (Node one = node(0);
        Node other = new Node(Networks.two(1), LinkTimes.DEFAULT.withNotice(3_600_000), PATIENT)) {
      one.awaitAllUp();
      other.awaitAllUp();
      for (LinkId link : Networks.LINKS.subList(0, 3)) {
        other.links.setCable(link, false);
      }
      assertTrue(other.sessions.ping(0) > 0);
    }
  }

  @Test
  void endOfTheOtherNodeEndsIt() throws InterruptedException {
    try (Node one = node(0)) {
      try (Node other = node(1)) {
        one.awaitAllUp();
        other.awaitAllUp();
        assertTrue(one.sessions.open(1));
      }
      Node.await(
          () -> one.events.stream().anyMatch(event -> event.startsWith("session down 1")),
          () -> "events: " + one.events);
    }
  }

  @Test
  void callWithoutAnAnswerEndsIt() throws InterruptedException {
    SessionTimes hasty = new SessionTimes(30_000, 10, 50);
    try (Node one = new Node(Networks.two(0), LinkTimes.DEFAULT, hasty);
        Node other = node(1)) {
      one.awaitAllUp();
      assertTrue(one.sessions.open(1));
      other.awaitEvent("session up 0");
      other.sessions.close(); // it lives, and answers nothing
      RsmException refused = assertThrows(RsmException.class, () -> one.sessions.ping(1));
      assertEquals(RsmError.TIMEOUT, refused.error());
      one.awaitEvent("session down 1: no answer");
    }
  }

  @Test
  void nonsenseDoesNoHarm() throws InterruptedException {
    Random random = new Random(2);
    List<PacketType> types =
        List.of(PacketType.values()).stream()
            .filter(type -> type.layer() != PacketType.Layer.WIRE)
            .toList();
    try (Node one = node(0);
        Node other = node(1)) {
      one.awaitAllUp();
      other.awaitAllUp();
      for (int i = 0; i < 2_000; i++) {
        PacketType type = types.get(random.nextInt(types.size()));
        long[] words = random.longs(Packet.WORDS, -2, 6).toArray();
        one.wires.send(1, Packet.of(type, random.nextInt(4), random.nextInt(3), words));
      }
      Networks.LINKS.forEach(link -> one.links.setEnabled(link, false));
      Node.await(() -> other.links.up().isEmpty(), () -> "up: " + other.links.up());
      Networks.LINKS.forEach(link -> one.links.setEnabled(link, true));
      one.awaitAllUp();
      other.awaitAllUp();
      assertTrue(other.sessions.ping(0) > 0);
    }
  }
}

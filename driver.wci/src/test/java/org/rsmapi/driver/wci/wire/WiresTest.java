// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.wci.link.Node;
import org.rsmapi.fabric.UnixSocket;

class WiresTest {

  private static void awaitEvents(Peer peer, String... events) {
    Node.await(() -> peer.events.equals(List.of(events)), () -> "events: " + peer.events);
  }

  @Test
  void cnodesReachEachOtherWhoeverAsks() {
    try (Peer one = new Peer(1)) {
      assertFalse(one.wires.reach(2), "nobody is there");
      assertFalse(one.wires.send(2, Packet.of(PacketType.PING, 1, 1)));
      try (Peer two = new Peer(2)) {
        assertTrue(two.wires.reach(1));
        awaitEvents(one, "reached 2");
        awaitEvents(two, "reached 1");
        for (int i = 0; i < 100; i++) {
          assertTrue(one.wires.send(2, Packet.of(PacketType.PING, 1, i)));
        }
        Node.await(() -> two.events.size() == 101, () -> "events: " + two.events);
        assertEquals("arrived 1 99", two.events.getLast());
      }
      awaitEvents(one, "reached 2", "gone 2");
      try (Peer two = new Peer(2)) {
        two.wires.reach(1);
        awaitEvents(one, "reached 2", "gone 2", "reached 2");
        awaitEvents(two, "reached 1");
      }
    }
  }

  @Test
  void bothMayAskAtOnce() {
    for (int i = 0; i < 50; i++) {
      try (Peer one = new Peer(1);
          Peer two = new Peer(2)) {
        one.wires.reach(2);
        two.wires.reach(1);
        awaitEvents(one, "reached 2");
        awaitEvents(two, "reached 1");
      }
    }
  }

  @Test
  void cnodeBelongsToOneProcess() {
    try (Peer one = new Peer(1)) {
      assertTrue(CnodeClaim.isTaken(Peer.CONTROLLER, 1));
      RsmException refused = assertThrows(RsmException.class, () -> new Peer(1));
      assertEquals(RsmError.CTLR_NOT_PRESENT, refused.error());
      assertTrue(refused.getMessage().contains("cnode 1"), refused.getMessage());
      try (CnodeClaim free = CnodeClaim.take(Peer.CONTROLLER, List.of(one.wires.cnode(), 7))) {
        assertEquals(7, free.cnode());
      }
    }
    assertFalse(CnodeClaim.isTaken(Peer.CONTROLLER, 1));
  }

  private static UnixSocket connect(int cnode) {
    UnixSocket socket = UnixSocket.create();
    assertEquals(0, socket.connect(CnodeNames.wire(Peer.CONTROLLER, cnode)));
    return socket;
  }

  private static void send(UnixSocket socket, int source, Packet packet) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment line = arena.allocate(Packet.BYTES);
      packet.encode(line, source);
      socket.send(line);
    }
  }

  @Test
  void nobodyCanSpeakForAnotherCnode() {
    try (Peer one = new Peer(1);
        Peer two = new Peer(2);
        UnixSocket early = connect(2)) {
      send(early, 1, Packet.of(PacketType.HELLO, 0, 0, 17));
      send(early, 1, Packet.of(PacketType.PROOF, 0, 0, 17));
      one.wires.reach(2);
      awaitEvents(one, "reached 2");
      awaitEvents(two, "reached 1");
      send(early, 1, Packet.of(PacketType.LINK_STATE, 0, 666));
      try (UnixSocket late = connect(2)) {
        send(late, 1, Packet.of(PacketType.HELLO, 0, 0, 17));
        send(late, 1, Packet.of(PacketType.LINK_STATE, 0, 666));
        send(late, 2, Packet.of(PacketType.HELLO, 0, 0, 17));
        one.wires.send(2, Packet.of(PacketType.PING, 0, 1));
        awaitEvents(two, "reached 1", "arrived 1 1");
        awaitEvents(one, "reached 2");
      }
    }
  }

  @Test
  void nonsenseCostsNobodyElseAnything() {
    Random random = new Random(1);
    try (Peer one = new Peer(1);
        Peer two = new Peer(2)) {
      one.wires.reach(2);
      awaitEvents(one, "reached 2");
      List<UnixSocket> open = new ArrayList<>();
      try {
        for (int i = 0; i < 500; i++) {
          UnixSocket socket = connect(2);
          open.add(socket);
          if (random.nextBoolean()) {
            send(socket, random.nextInt(300), Packet.of(PacketType.HELLO, 0, 0, i));
          }
          byte[] bytes = new byte[random.nextBoolean() ? Packet.BYTES : random.nextInt(1, 200)];
          random.nextBytes(bytes);
          if (bytes.length > 7) {
            bytes[4] = 1;
            bytes[7] = (byte) random.nextInt(40);
          }
          try (Arena arena = Arena.ofConfined()) {
            MemorySegment message = arena.allocate(bytes.length);
            message.copyFrom(MemorySegment.ofArray(bytes));
            socket.send(message);
          }
        }
        one.wires.send(2, Packet.of(PacketType.PING, 0, 1));
        awaitEvents(two, "reached 1", "arrived 1 1");
      } finally {
        open.forEach(UnixSocket::close);
      }
    }
  }

  private static long descriptors() {
    try (Stream<Path> entries = Files.list(Path.of("/proc/self/fd"))) {
      return entries.count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void meet() {
    try (Peer one = new Peer(1);
        Peer two = new Peer(2)) {
      one.wires.reach(2);
      awaitEvents(two, "reached 1");
    }
  }

  @Test
  void closeLeavesNothingBehind() {
    meet();
    long descriptors = descriptors();
    int threads = Thread.activeCount();
    for (int i = 0; i < 20; i++) {
      meet();
    }
    assertEquals(descriptors, descriptors());
    assertEquals(threads, Thread.activeCount());
  }
}

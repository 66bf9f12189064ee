// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.fabric.linux.LinuxConstants.F_ADD_SEALS;
import static org.rsmapi.fabric.linux.LinuxConstants.F_SEAL_SHRINK;

import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.fabric.linux.Libc;

/** An importer whose exporter answers what it likes. */
class HostileExporterTest {

  private static final long PAGE = Sides.PAGE;
  private static final SegmentId ID = SegmentId.of(0x400300L);

  private final FabricName name = Sides.uniqueName();
  private Fabric fabric;
  private UnixSocket listening;
  private MemoryFile control;
  private MemoryFile memory;
  private int descriptors;

  @BeforeEach
  void begin() {
    fabric = Fabric.open(name);
    listening = UnixSocket.create();
    assertEquals(0, listening.listen(name.socketName(ID.value())));
    control = MemoryFile.reserve("rsm-test", PAGE);
    memory = MemoryFile.reserve("rsm-test", 2 * PAGE);
    descriptors = Host.descriptors().size();
  }

  @AfterEach
  void end() {
    Host.awaitDescriptors(descriptors);
    memory.close();
    control.close();
    listening.close();
    fabric.close();
  }

  private void assertConnectFails(RsmError error, Consumer<RawPeer> exporter) {
    CompletableFuture<Void> answering =
        CompletableFuture.runAsync(
            () -> {
              try (RawPeer peer = RawPeer.from(listening)) {
                peer.receive();
                exporter.accept(peer);
              }
            });
    ImportProbe probe = new ImportProbe();
    Host.assertFails(
        error, () -> fabric.connect(NodeId.of(Sides.NODE), ID, Permission.RDWR, probe));
    answering.join();
    assertEquals(0, probe.broken.get());
  }

  private void assertOfferFails(long length, List<Message.Part> parts, Integer... sent) {
    assertConnectFails(
        RsmError.REMOTE_NODE_UNREACHABLE,
        peer -> peer.send(new Message.Accept(length, parts), sent));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 999, 31_000, Integer.MIN_VALUE})
  void anUnknownRefusalMeansUnreachable(int error) {
    assertConnectFails(
        RsmError.REMOTE_NODE_UNREACHABLE, peer -> peer.send(new Message.Refuse(error)));
  }

  @ParameterizedTest
  @EnumSource(Message.Signal.class)
  void anAnswerThatIsNoneMeansUnreachable(Message.Signal signal) {
    assertConnectFails(RsmError.REMOTE_NODE_UNREACHABLE, peer -> peer.send(signal));
  }

  @Test
  void rubbishMeansUnreachable() {
    assertConnectFails(
        RsmError.REMOTE_NODE_UNREACHABLE, peer -> peer.send(new byte[100], memory.number()));
    assertConnectFails(
        RsmError.REMOTE_NODE_UNREACHABLE, peer -> peer.send(new byte[50_000], memory.number()));
  }

  @Test
  void hangingUpWithoutAWordMeansNotPublishedAnyMore() {
    assertConnectFails(RsmError.SEG_NOT_PUBLISHED, peer -> {});
  }

  @Test
  void descriptorsOfAnEmptyMessageAreClosed() {
    Integer[] many = Collections.nCopies(5, memory.number()).toArray(Integer[]::new);
    assertConnectFails(RsmError.SEG_NOT_PUBLISHED, peer -> peer.send(new byte[0], many));
    assertFalse(follows(peer -> peer.send(new byte[0], many)));
  }

  @Test
  void memoryThatCanShrinkIsNotMapped() {
    try (MemoryFile open = MemoryFile.sparse("rsm-test", 2 * PAGE)) {
      List<Message.Part> parts = List.of(new Message.Part(0, 0, PAGE));
      assertOfferFails(PAGE, parts, control.number(), open.number());
      assertOfferFails(PAGE, parts, open.number(), memory.number());
    }
  }

  @Test
  void memoryThatWouldHaveToBeFilledIsNotMapped() {
    long size = 1L << 40;
    try (MemoryFile hollow = MemoryFile.sparse("rsm-test", size)) {
      assertEquals(0, Libc.get().fcntl(hollow.number(), F_ADD_SEALS, F_SEAL_SHRINK));
      assertOfferFails(
          size, List.of(new Message.Part(0, 0, size)), control.number(), hollow.number());
      assertOfferFails(
          PAGE, List.of(new Message.Part(0, 0, PAGE)), hollow.number(), memory.number());
    }
  }

  @Test
  void whatIsNoMemoryIsNotMapped() {
    List<Message.Part> parts = List.of(new Message.Part(0, 0, PAGE));
    assertOfferFails(PAGE, parts, control.number(), listening.number());
    assertOfferFails(PAGE, parts, listening.number(), memory.number());
  }

  @Test
  void memoryShorterThanPromisedIsNotMapped() {
    Integer[] sent = {control.number(), memory.number()};
    assertOfferFails(3 * PAGE, List.of(new Message.Part(0, 0, 3 * PAGE)), sent);
    assertOfferFails(PAGE, List.of(new Message.Part(0, 2 * PAGE, PAGE)), sent);
    assertOfferFails(PAGE, List.of(new Message.Part(0, 1L << 40, PAGE)), sent);
    try (MemoryFile none = MemoryFile.sparse("rsm-test", 1)) {
      assertEquals(0, Libc.get().fcntl(none.number(), F_ADD_SEALS, F_SEAL_SHRINK));
      assertOfferFails(PAGE, List.of(new Message.Part(0, 0, PAGE)), none.number(), memory.number());
    }
  }

  @Test
  void misalignedPartsAreNotMapped() {
    Integer[] sent = {control.number(), memory.number()};
    assertOfferFails(PAGE, List.of(new Message.Part(0, 8, PAGE)), sent);
    assertOfferFails(100, List.of(new Message.Part(0, 0, 100)), sent);
  }

  @Test
  void descriptorsHaveToBeThoseOfTheParts() {
    List<Message.Part> one = List.of(new Message.Part(0, 0, PAGE));
    assertOfferFails(PAGE, one);
    assertOfferFails(PAGE, one, control.number());
    assertOfferFails(PAGE, one, control.number(), memory.number(), memory.number());
    assertOfferFails(
        PAGE, List.of(new Message.Part(1, 0, PAGE)), control.number(), memory.number());
    assertOfferFails(
        PAGE,
        List.of(new Message.Part(Integer.MAX_VALUE, 0, PAGE)),
        control.number(),
        memory.number());
    Integer[] many = Collections.nCopies(200, memory.number()).toArray(Integer[]::new);
    assertOfferFails(PAGE, one, many);
  }

  @Test
  void lengthsThatDoNotAddUpOrOverflowAreRefused() {
    Integer[] sent = {control.number(), memory.number()};
    long huge = Long.MAX_VALUE / PAGE * PAGE;
    assertOfferFails(2 * PAGE, List.of(new Message.Part(0, 0, PAGE)), sent);
    assertOfferFails(huge, List.of(new Message.Part(0, 0, huge)), sent);
    assertOfferFails(huge, List.of(new Message.Part(0, huge, huge)), sent);
    assertOfferFails(-2, List.of(new Message.Part(0, 0, huge), new Message.Part(0, 0, huge)), sent);
    assertOfferFails(-PAGE, List.of(new Message.Part(0, 0, -PAGE)), sent);
    assertOfferFails(PAGE, List.of(new Message.Part(0, -PAGE, PAGE)), sent);
    assertOfferFails(0, List.of(new Message.Part(0, 0, 0)), sent);
  }

  @Test
  void aCountOfPartsThatIsNotTrueIsRefused() {
    for (int count : new int[] {0, 2, -1, 129, Integer.MAX_VALUE}) {
      byte[] bytes = RawPeer.bytes(new Message.Accept(PAGE, List.of(new Message.Part(0, 0, PAGE))));
      ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(16, count);
      assertConnectFails(
          RsmError.REMOTE_NODE_UNREACHABLE,
          peer -> peer.send(bytes, control.number(), memory.number()));
    }
  }

  @Test
  void memoryThatCannotBeWrittenFailsAConnectForWriting() {
    try (Descriptor readOnly = memory.reopenReadOnly()) {
      assertConnectFails(
          RsmError.INSUFFICIENT_RESOURCES,
          peer ->
              peer.send(
                  new Message.Accept(PAGE, List.of(new Message.Part(0, 0, PAGE))),
                  control.number(),
                  readOnly.number()));
    }
  }

  @Test
  void aGoodOfferIsTakenAndAnythingButAWakeUpAfterItBreaksTheImport() {
    List<Message> messages = new ArrayList<>();
    messages.add(Message.Signal.DISCONNECT);
    messages.add(Message.Signal.DETACHED);
    messages.add(new Message.Refuse(1));
    for (Message message : messages) {
      CompletableFuture<Void> answering =
          CompletableFuture.runAsync(
              () -> {
                try (RawPeer peer = RawPeer.from(listening)) {
                  peer.receive();
                  List<Message.Part> parts = List.of(new Message.Part(0, 0, PAGE));
                  peer.send(new Message.Accept(PAGE, parts), control.number(), memory.number());
                  peer.send(Message.Signal.WAKE);
                  peer.send(message, memory.number());
                  peer.awaitEnd();
                }
              });
      ImportProbe probe = new ImportProbe();
      FabricImport imported = fabric.connect(NodeId.of(Sides.NODE), ID, Permission.RDWR, probe);
      answering.join();
      Host.await("broken", () -> probe.broken.get() == 1);
      imported.disconnect();
      assertEquals(1, probe.broken.get());
    }
  }

  /** An import that has been told of other memory by this exporter; returns whether it follows. */
  private boolean follows(Consumer<RawPeer> exchange) {
    CompletableFuture<Boolean> answering =
        CompletableFuture.supplyAsync(
            () -> {
              try (RawPeer peer = RawPeer.from(listening)) {
                peer.receive();
                List<Message.Part> parts = List.of(new Message.Part(0, 0, PAGE));
                peer.send(new Message.Accept(PAGE, parts), control.number(), memory.number());
                exchange.accept(peer);
                RawPeer.Received answer = peer.receive();
                return answer != null && answer.message() == Message.Signal.REBOUND;
              }
            });
    ImportProbe probe = new ImportProbe();
    FabricImport imported = fabric.connect(NodeId.of(Sides.NODE), ID, Permission.RDWR, probe);
    imported.window().set(ValueLayout.JAVA_LONG, 0, 1);
    boolean followed = answering.join();
    Host.await("broken in the end", () -> probe.broken.get() == 1);
    imported.window().set(ValueLayout.JAVA_LONG, 0, 2);
    imported.disconnect();
    return followed;
  }

  private static void rebind(RawPeer peer, long length, Message.Part part, Integer... sent) {
    peer.send(new Message.Rebind(length, List.of(part)), sent);
  }

  @Test
  void otherMemoryThatIsNotAsItShouldBeBreaksTheImport() {
    Message.Part good = new Message.Part(0, 0, PAGE);
    assertTrue(follows(peer -> rebind(peer, PAGE, good, memory.number())));
    assertFalse(follows(peer -> rebind(peer, PAGE, good)));
    assertFalse(follows(peer -> rebind(peer, PAGE, good, control.number(), memory.number())));
    assertFalse(follows(peer -> rebind(peer, PAGE, good, listening.number())));
    assertFalse(
        follows(peer -> rebind(peer, 2 * PAGE, new Message.Part(0, 0, 2 * PAGE), memory.number())));
    assertFalse(
        follows(peer -> rebind(peer, PAGE, new Message.Part(0, 2 * PAGE, PAGE), memory.number())));
    assertFalse(follows(peer -> rebind(peer, PAGE, new Message.Part(0, 8, PAGE), memory.number())));
    try (MemoryFile open = MemoryFile.sparse("rsm-test", PAGE);
        Descriptor readOnly = memory.reopenReadOnly()) {
      assertFalse(follows(peer -> rebind(peer, PAGE, good, open.number())));
      assertFalse(follows(peer -> rebind(peer, PAGE, good, readOnly.number())));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.fabric.linux.Errno.check;
import static org.rsmapi.fabric.linux.LinuxConstants.MAP_SHARED;
import static org.rsmapi.fabric.linux.LinuxConstants.PROT_READ;
import static org.rsmapi.fabric.linux.LinuxConstants.PROT_WRITE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.fabric.linux.Libc;
import org.rsmapi.spi.SignalChannel;

/** An exporter with a good importer at work and a bad one that does what it can. */
class HostilePeerTest {

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final Message REQUEST = new Message.Request(Sides.NODE, 0600);

  private Sides sides;
  private SegmentId id;
  private FabricImport good;
  private Thread worker;
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicLong rounds = new AtomicLong();
  private int descriptors;

  @BeforeEach
  void begin() {
    sides = new Sides();
    id = sides.publish();
    good = sides.connect(id);
    descriptors = sides.settledDescriptors();
    worker = Thread.ofPlatform().start(this::work);
  }

  /** Transfers and signals both ways. */
  private void work() {
    MemorySegment window = good.window();
    for (long i = 1; !stop.get(); i++) {
      window.set(LONG, 0, i);
      sides.memory.set(LONG, 8, i);
      good.post(true);
      sides.export.post(true);
      long seen = i;
      Host.await("signal for the importer", () -> good.takeArrived(0) > 0);
      if (sides.memory.get(LONG, 0) != seen || window.get(LONG, 8) != seen) {
        return;
      }
      rounds.incrementAndGet();
    }
  }

  @AfterEach
  void end() throws InterruptedException {
    long before = rounds.get();
    Host.await("the good importer goes on", () -> rounds.get() > before + 10);
    stop.set(true);
    worker.join();
    Host.awaitDescriptors(descriptors);
    assertEquals(0, sides.importer.broken.get());
    FabricImport another = sides.connect(id);
    another.disconnect();
    sides.close();
  }

  private RawPeer bad() {
    return RawPeer.to(sides.name, id);
  }

  /** Connects as an importer does; returns the descriptors: control page, memory. */
  private static List<Descriptor> connect(RawPeer peer) {
    peer.send(REQUEST);
    RawPeer.Received answer = peer.receive();
    assertInstanceOf(Message.Accept.class, answer.message());
    return answer.descriptors();
  }

  @Test
  void randomBytesEndTheConnection() {
    Random random = new Random(42);
    for (int i = 0; i < 300; i++) {
      try (RawPeer peer = bad()) {
        byte[] bytes = new byte[1 + random.nextInt(200)];
        random.nextBytes(bytes);
        peer.send(bytes);
        peer.awaitEnd();
      }
    }
  }

  @Test
  void anyMessageButARequestEndsAHandshake() {
    List<Message> others = new ArrayList<>(Arrays.asList(Message.Signal.values()));
    others.add(new Message.Refuse(0));
    others.add(new Message.Accept(Sides.PAGE, List.of(new Message.Part(0, 0, Sides.PAGE))));
    for (Message message : others) {
      try (RawPeer peer = bad()) {
        peer.send(message);
        peer.awaitEnd();
      }
    }
  }

  @Test
  void anyMessageButAWakeUpEndsAConnection() {
    List<Message> others =
        List.of(
            REQUEST,
            Message.Signal.DISCONNECT,
            Message.Signal.DETACHED,
            Message.Signal.REBOUND,
            new Message.Refuse(0),
            new Message.Rebind(Sides.PAGE, List.of(new Message.Part(0, 0, Sides.PAGE))),
            new Message.Accept(Sides.PAGE, List.of(new Message.Part(0, 0, Sides.PAGE))));
    for (Message message : others) {
      try (RawPeer peer = bad()) {
        connect(peer).forEach(Descriptor::close);
        peer.send(Message.Signal.WAKE);
        peer.send(message);
        peer.awaitEnd();
      }
    }
  }

  @Test
  void messagesOfTheWrongLengthMagicOrVersionEndTheConnection() {
    byte[] request = RawPeer.bytes(REQUEST);
    List<byte[]> wrong = new ArrayList<>();
    for (int length = 1; length < request.length; length++) {
      wrong.add(Arrays.copyOf(request, length));
    }
    wrong.add(Arrays.copyOf(request, request.length + 1));
    wrong.add(Arrays.copyOf(request, (int) Message.MAX_SIZE));
    wrong.add(Arrays.copyOf(request, 100_000));
    for (int i = 0; i < 8; i++) {
      byte[] changed = request.clone();
      changed[i] ^= 0x40;
      wrong.add(changed);
    }
    for (byte[] bytes : wrong) {
      try (RawPeer peer = bad()) {
        peer.send(bytes);
        peer.awaitEnd();
      }
    }
  }

  @Test
  void rightsThatMakeNoSenseAreRefused() {
    for (int bits : new int[] {0, 1, 0777, -1, 0100}) {
      try (RawPeer peer = bad()) {
        peer.send(new Message.Request(Sides.NODE, bits));
        assertEquals(new Message.Refuse(RsmError.PERM_DENIED.number()), peer.receive().message());
        peer.awaitEnd();
      }
    }
  }

  @Test
  void descriptorsThatComeWithMessagesAreDropped() {
    try (MemoryFile file = MemoryFile.reserve("rsm-test", Sides.PAGE)) {
      Integer[] many = new Integer[200];
      Arrays.fill(many, file.number());
      try (RawPeer peer = bad()) {
        peer.send(REQUEST, many);
        RawPeer.Received answer = peer.receive();
        answer.descriptors().forEach(Descriptor::close);
        for (int i = 0; i < 50; i++) {
          peer.send(Message.Signal.WAKE, many);
        }
        peer.send(Message.Signal.DETACHED, many);
        peer.awaitEnd();
      }
    }
  }

  @Test
  void thoseWhoNeverSpeakKeepNobodyOut() {
    List<RawPeer> mute = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        mute.add(bad());
      }
      for (int i = 0; i < 20; i++) {
        sides.connect(id).disconnect();
      }
      mute.forEach(RawPeer::awaitEnd); // after the limit
    } finally {
      mute.forEach(RawPeer::close);
    }
  }

  @Test
  void aFloodOfWakeUpsDisturbsNobody() {
    try (RawPeer peer = bad()) {
      connect(peer).forEach(Descriptor::close);
      long before = rounds.get();
      Host.await(
          "the good importer goes on during the flood",
          () -> {
            for (int i = 0; i < 200; i++) {
              peer.send(Message.Signal.WAKE);
            }
            return rounds.get() > before + 1_000;
          });
    }
  }

  @Test
  void aScribbledControlPageCostsOnlyWhoScribbles() {
    long most = 0;
    for (long counter : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40, 3, 2}) {
      try (RawPeer peer = bad()) {
        List<Descriptor> received = connect(peer);
        long address = map(received.getFirst().number());
        MemorySegment page = Mapping.at(address, Sides.PAGE);
        for (long at = 0; at < Sides.PAGE; at += 8) {
          page.set(LONG, at, counter);
        }
        long taken = sides.export.takeArrived(0);
        assertTrue(taken >= 0, "taken=" + taken);
        most = Math.max(most, taken);
        peer.send(Message.Signal.WAKE);
        for (int i = 0; i < 100; i++) {
          sides.export.post(true); // it claims to wait, and never reads
        }
        Mapping.unmap(address, Sides.PAGE);
        received.forEach(Descriptor::close);
      }
    }
    assertTrue(most <= Integer.MAX_VALUE + 1_000_000L, "most=" + most);
  }

  /** It says that it sleeps, and has others wake whoever does so, over and over. */
  @Test
  void aWordToSleepOnInBadHandsDelaysNobody() {
    try (RawPeer peer = bad()) {
      List<Descriptor> received = connect(peer);
      long address = map(received.getFirst().number());
      MemorySegment page = Mapping.at(address, Sides.PAGE);
      long before = rounds.get();
      Host.await(
          "the good importer goes on meanwhile",
          () -> {
            for (long at = 128; at < 256; at += 4) {
              page.set(ValueLayout.JAVA_INT, at, SignalChannel.SLEEPING);
            }
            return rounds.get() > before + 1_000;
          });
      Mapping.unmap(address, Sides.PAGE);
      received.forEach(Descriptor::close);
    }
  }

  private static long map(int fd) {
    int protection = PROT_READ | PROT_WRITE;
    return check(Libc.get().mmap(0, Sides.PAGE, protection, MAP_SHARED, fd, 0), "mmap");
  }

  @Test
  void anImporterThatNeverReadsDelaysNobody() {
    try (RawPeer peer = bad()) {
      peer.send(REQUEST);
      long before = rounds.get();
      Host.await("work", () -> rounds.get() > before + 1_000);
    }
  }
}

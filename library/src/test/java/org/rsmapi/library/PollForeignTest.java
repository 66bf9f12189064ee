// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.PollEntry;
import org.rsmapi.RsmError;

/** Waiting for segments together with channels and descriptors. */
@Timeout(60)
class PollForeignTest extends LibraryFixture {

  private static final int READ = SelectionKey.OP_READ;
  private static final int WRITE = SelectionKey.OP_WRITE;

  private Pipe pipe;
  private OsPipe osPipe;
  private ExportSegment exporter;
  private ImportSegment importer;
  private PollEntry segment;

  @BeforeEach
  void sources() throws IOException {
    pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    pipe.sink().configureBlocking(false);
    osPipe = new OsPipe();
    exporter = published();
    importer = connected(Permission.READ);
    segment = PollEntry.of(exporter.getPollReference());
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    pipe.source().close();
    pipe.sink().close();
    osPipe.close();
    assertFalse(watching(), "a thread is left");
  }

  private static boolean watching() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("rsm-wait-"));
  }

  private static long openDescriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  private int poll(PollEntry... entries) {
    return rsm.signalWait(entries, entries.length, 0);
  }

  private int forever(PollEntry... entries) {
    return rsm.signalWait(entries, entries.length, -1);
  }

  private void writeChannel() throws IOException {
    pipe.sink().write(ByteBuffer.wrap(new byte[] {1}));
  }

  private PollEntry channel() {
    return PollEntry.of(pipe.source(), READ);
  }

  private PollEntry descriptor() {
    return PollEntry.ofDescriptor(osPipe.readEnd(), PollEntry.POLLIN);
  }

  /** WAIT_POLLFD-OK-03. */
  @Test
  void countsAndMarksWithoutConsuming() throws IOException {
    PollEntry channel = channel();
    PollEntry descriptor = descriptor();
    assertRsmError(RsmError.TIMEOUT, () -> poll(channel, segment, descriptor));
    writeChannel();
    osPipe.write();
    importer.signalPost();
    assertEquals(3, poll(channel, segment, descriptor));
    assertEquals(READ, channel.readyEvents());
    assertEquals(PollEntry.POLLIN, segment.readyEvents());
    assertEquals(PollEntry.POLLIN, descriptor.readyEvents());
    assertEquals(2, poll(channel, segment, descriptor));
    assertTrue(channel.isReady());
    assertFalse(segment.isReady());
    assertEquals(1, pipe.source().read(ByteBuffer.allocate(8)));
    osPipe.read();
    assertRsmError(RsmError.TIMEOUT, () -> poll(channel, segment, descriptor));
    assertFalse(channel.isReady());
  }

  @Test
  void eventCountersOfTheSystem() {
    int quiet = OsPipe.eventfd(0);
    int rung = OsPipe.eventfd(3);
    try {
      PollEntry[] entries = {
        PollEntry.ofDescriptor(quiet, PollEntry.POLLIN),
        PollEntry.ofDescriptor(rung, PollEntry.POLLIN | PollEntry.POLLOUT)
      };
      assertEquals(1, forever(entries));
      assertFalse(entries[0].isReady());
      assertEquals(PollEntry.POLLIN | PollEntry.POLLOUT, entries[1].readyEvents());
    } finally {
      OsPipe.closeDescriptor(quiet);
      OsPipe.closeDescriptor(rung);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anySourceWakes(boolean virtual) throws Exception {
    PollEntry channel = channel();
    PollEntry descriptor = descriptor();
    for (int round = 0; round < 50; round++) {
      WaitingThread waiting =
          WaitingThread.blockedIn(virtual, () -> forever(channel, descriptor, segment));
      switch (round % 3) {
        case 0 -> writeChannel();
        case 1 -> osPipe.write();
        default -> importer.signalPost();
      }
      assertEquals(1, waiting.get());
      assertEquals(round % 3 == 0, channel.isReady());
      assertEquals(round % 3 == 1, descriptor.isReady());
      assertEquals(round % 3 == 2, segment.isReady());
      switch (round % 3) {
        case 0 -> assertEquals(1, pipe.source().read(ByteBuffer.allocate(8)));
        case 1 -> osPipe.read();
        default -> assertRsmError(RsmError.TIMEOUT, () -> exporter.signalWait(0));
      }
    }
  }

  /** What is ready besides the source that woke the thread is marked, too. */
  @Test
  void marksWhatBecameReadyMeanwhile() throws Exception {
    PollEntry writable = PollEntry.of(pipe.sink(), WRITE);
    PollEntry descriptorWritable = PollEntry.ofDescriptor(osPipe.writeEnd(), PollEntry.POLLOUT);
    assertEquals(2, forever(writable, descriptorWritable, channel(), descriptor()));
    assertEquals(WRITE, writable.readyEvents());
    assertEquals(PollEntry.POLLOUT, descriptorWritable.readyEvents());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void interruptEndsTheWait(boolean virtual) throws Exception {
    PollEntry channel = channel();
    PollEntry descriptor = descriptor();
    WaitingThread waiting =
        WaitingThread.blockedIn(virtual, () -> forever(channel, segment, descriptor));
    waiting.thread.interrupt();
    waiting.assertFails(RsmError.INTERRUPTED);
    assertTrue(waiting.interrupted.get());
    assertTrue(pipe.source().isOpen());
  }

  @Test
  void timeoutIsNotEarly() {
    PollEntry[] entries = {channel(), descriptor()};
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      assertRsmError(RsmError.TIMEOUT, () -> rsm.signalWait(entries, 2, 20));
      assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Test
  void releaseWhileWaitingWithOthersEndsTheWait() throws Exception {
    PollEntry channel = channel();
    WaitingThread waiting =
        WaitingThread.blockedIn(true, () -> forever(channel, segment, descriptor()));
    exporter.releasePollReference();
    waiting.assertFails(RsmError.BAD_ARGS_ERRORS);
  }

  @Test
  void refusesUnusableSourcesAndTakesNothing() throws IOException {
    importer.signalPost();
    SelectableChannel none = null;
    assertBad(PollEntry.of(none, READ));
    assertBad(PollEntry.of(pipe.source(), WRITE));
    assertBad(PollEntry.of(pipe.source(), 1 << 10));
    assertBad(PollEntry.ofDescriptor(-1, PollEntry.POLLIN));
    assertBad(PollEntry.ofDescriptor(Integer.MIN_VALUE, PollEntry.POLLIN));
    assertBad(PollEntry.ofDescriptor(1_000_000_000, PollEntry.POLLIN));
    assertBad(PollEntry.ofDescriptor(osPipe.readEnd(), 1 << 20));
    int closed = osPipe.readEnd();
    osPipe.close();
    assertBad(PollEntry.ofDescriptor(closed, PollEntry.POLLIN));
    PollEntry channel = channel();
    pipe.source().configureBlocking(true);
    assertBad(channel);
    pipe.source().close();
    assertBad(channel);
    exporter.signalWait(0);
  }

  private void assertBad(PollEntry entry) {
    assertRsmError(RsmError.BAD_ARGS_ERRORS, () -> poll(segment, entry));
    assertRsmError(RsmError.BAD_ARGS_ERRORS, () -> forever(entry, segment));
    assertFalse(entry.isReady());
    assertFalse(segment.isReady());
  }

  @Test
  void channelThatIsClosedWhileWaitingEndsTheWait() throws Exception {
    PollEntry channel = channel();
    WaitingThread waiting = WaitingThread.blockedIn(false, () -> forever(segment, channel));
    WaitingThread.until(PollForeignTest::watching);
    pipe.source().close();
    waiting.assertFails(RsmError.BAD_ARGS_ERRORS);
  }

  @Test
  void hangUpIsReported() throws Exception {
    PollEntry descriptor = descriptor();
    WaitingThread waiting = WaitingThread.blockedIn(true, () -> forever(segment, descriptor));
    osPipe.closeWriteEnd();
    assertEquals(1, waiting.get());
    int hangUp = 0x10;
    assertEquals(hangUp, descriptor.readyEvents());
  }

  @Test
  void sameSourceTwice() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (SocketChannel client = SocketChannel.open(server.getLocalAddress());
          SocketChannel accepted = server.accept()) {
        client.configureBlocking(false);
        PollEntry reading = PollEntry.of(client, READ);
        PollEntry writing = PollEntry.of(client, WRITE);
        PollEntry both = PollEntry.of(client, READ | WRITE);
        assertEquals(2, forever(reading, writing, both));
        assertEquals(0, reading.readyEvents());
        assertEquals(WRITE, both.readyEvents());
        accepted.write(ByteBuffer.wrap(new byte[] {1}));
        assertEquals(1, forever(reading, segment));
        assertEquals(3, poll(writing, both, reading));
        assertEquals(READ | WRITE, both.readyEvents());
      }
    }
    osPipe.write();
    assertEquals(2, poll(descriptor(), descriptor()));
  }

  @Test
  void connectionsCanBeWaitedFor() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      server.configureBlocking(false);
      PollEntry entry = PollEntry.of(server, SelectionKey.OP_ACCEPT);
      WaitingThread waiting = WaitingThread.blockedIn(false, () -> forever(segment, entry));
      try (SocketChannel client = SocketChannel.open(server.getLocalAddress())) {
        assertEquals(1, waiting.get());
        assertEquals(SelectionKey.OP_ACCEPT, entry.readyEvents());
        assertTrue(client.isConnected());
        server.accept().close();
      }
    }
  }

  /** The channel can be used with another selector and in blocking mode afterwards. */
  @Test
  void leavesNoDescriptorThreadOrKeyBehind() throws Exception {
    PollEntry[] entries = {channel(), segment, descriptor()};
    assertRsmError(RsmError.TIMEOUT, () -> rsm.signalWait(entries, 3, 1));
    long before = openDescriptors();
    for (int i = 0; i < 200; i++) {
      assertRsmError(RsmError.TIMEOUT, () -> rsm.signalWait(entries, 3, 1));
    }
    assertEquals(before, openDescriptors());
    assertFalse(watching());
    assertFalse(pipe.source().isRegistered());
    pipe.source().configureBlocking(true);
  }
}

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
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.PollEntry;
import org.rsmapi.RsmError;

/** Waiting for segments together with channels and descriptors. */
@Timeout(60)
class PollForeignTest extends PollForeignFixture {

  private void writeChannel() throws IOException {
    pipe.sink().write(ByteBuffer.wrap(new byte[] {1}));
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
}

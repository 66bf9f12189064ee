// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.PollEntry;
import org.rsmapi.RsmError;

/** What ends a wait for segments together with channels and descriptors, or refuses to begin it. */
@Timeout(60)
class PollForeignEndTest extends PollForeignFixture {

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

  private static long openDescriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
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

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.support.RsmAssertions.codeOf;
import static org.rsmapi.tck.support.Signals.SOON;
import static org.rsmapi.tck.support.Signals.assertNoEvent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.PollEntry;
import org.rsmapi.RsmError;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.Peer;
import org.rsmapi.tck.support.PeerContext;
import org.rsmapi.tck.support.PeerTask;
import org.rsmapi.tck.support.Posix;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;

/** rsm_intr_signal_wait_pollfd with sources that are not segments. */
@ExtendWith(TestBedExtension.class)
final class PollForeignTest {

  private static final int FEW_DESCRIPTORS = 250;

  @Rule(RuleId.WAIT_POLLFD_OK_03)
  @Test
  void otherSourcesAreCountedAndLeftAlone(TestBed bed) throws IOException {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    Pipe pipe = Pipe.open();
    int quiet = Posix.eventDescriptor(0);
    int readable = Posix.eventDescriptor(1);
    try (Pipe.SourceChannel source = pipe.source();
        Pipe.SinkChannel sink = pipe.sink()) {
      assertFalse(source.configureBlocking(false).isBlocking());
      PollEntry segment = PollEntry.of(exported.getPollReference());
      PollEntry channel = PollEntry.of(source, SelectionKey.OP_READ);
      PollEntry descriptor = PollEntry.ofDescriptor(quiet, PollEntry.POLLIN);
      PollEntry[] entries = {segment, channel, descriptor};
      assertRsmError(RsmError.TIMEOUT, () -> bed.rsm().signalWait(entries, 3, 0));
      channelAlone(bed, entries, sink);
      imported.signalPost();
      assertBoth(bed, entries);
      assertNoEvent(exported);

      assertEquals(1, source.read(ByteBuffer.allocate(8)), "the wait has read nothing");
      assertRsmError(RsmError.TIMEOUT, () -> bed.rsm().signalWait(entries, 3, 0));
      PollEntry[] descriptors = {
        descriptor, PollEntry.ofDescriptor(readable, PollEntry.POLLIN), segment
      };
      for (int i = 0; i < 2; i++) {
        assertEquals(1, bed.rsm().signalWait(descriptors, 3, SOON));
        assertTrue(descriptors[1].isReady());
        assertEquals(PollEntry.POLLIN, descriptors[1].readyEvents());
        assertFalse(descriptors[0].isReady() || descriptors[2].isReady());
      }
      exported.releasePollReference();
    } finally {
      Posix.close(quiet);
      Posix.close(readable);
    }
  }

  private static void channelAlone(TestBed bed, PollEntry[] entries, Pipe.SinkChannel sink)
      throws IOException {
    Threads.Call waiting =
        Threads.start(() -> assertEquals(1, bed.rsm().signalWait(entries, 3, SOON)));
    assertEquals(1, sink.write(ByteBuffer.wrap(new byte[] {1})));
    assertEquals(RsmError.SUCCESS, waiting.code());
    for (int i = 0; i < 2; i++) {
      assertFalse(entries[0].isReady() || entries[2].isReady());
      assertEquals(SelectionKey.OP_READ, entries[1].readyEvents());
      assertEquals(1, bed.rsm().signalWait(entries, 3, SOON));
    }
  }

  /** The channel is ready all the time, so the event may come a wait later. */
  private static void assertBoth(TestBed bed, PollEntry[] entries) {
    Threads.await("ready segment", () -> bed.rsm().signalWait(entries, 3, SOON) == 2);
    assertTrue(entries[0].isReady() && entries[1].isReady());
    assertFalse(entries[2].isReady());
  }

  /** Waits for a channel with and without descriptors; the codes, with commas. */
  static final class WaitWithoutDescriptors implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) throws IOException {
      try (Pipe.SourceChannel source = Pipe.open().source()) {
        assertFalse(source.configureBlocking(false).isBlocking());
        PollEntry[] entries = {PollEntry.of(source, SelectionKey.OP_READ)};
        RsmError before = codeOf(() -> context.bed().rsm().signalWait(entries, 1, 0));
        Deque<FileChannel> taken = new ArrayDeque<>();
        long soon = SOON; // no class can be loaded without descriptors
        RsmError meanwhile;
        try {
          takeAll(taken);
          meanwhile = codeOf(() -> context.bed().rsm().signalWait(entries, 1, soon));
        } finally {
          while (!taken.isEmpty()) {
            taken.pop().close();
          }
        }
        RsmError after = codeOf(() -> context.bed().rsm().signalWait(entries, 1, 0));
        return before + "," + meanwhile + "," + after;
      }
    }

    private static void takeAll(Deque<FileChannel> taken) {
      try {
        while (taken.size() < FEW_DESCRIPTORS) {
          taken.push(FileChannel.open(Path.of("/dev/null")));
        }
      } catch (IOException e) {
        assertFalse(taken.isEmpty(), "there are none left, which was the purpose");
      }
    }
  }

  @Rule(
      value = RuleId.WAIT_POLLFD_INSUFFICIENT_RESOURCES_01,
      needs = {Capability.SECOND_PROCESS, Capability.FOREIGN_POLL_SOURCE})
  @Test
  void descriptorsAreUsedUp() {
    try (Peer peer = Peer.startWithDescriptors(FEW_DESCRIPTORS)) {
      assertEquals(
          "TIMEOUT,INSUFFICIENT_RESOURCES,TIMEOUT", peer.call(WaitWithoutDescriptors.class));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;

/** Threads that wait for the answer of an exporter. */
class AnswerWaitTest {

  private static final SegmentId MUTE = SegmentId.of(0x400700L);

  private final int descriptors = Host.descriptors().size();
  private Sides sides;
  private UnixSocket mute;

  @BeforeEach
  void begin() {
    sides = new Sides();
    mute = UnixSocket.create();
    assertEquals(0, mute.listen(sides.name.socketName(MUTE.value())));
  }

  @AfterEach
  void end() {
    mute.close();
    sides.close();
    Host.awaitDescriptors(descriptors);
  }

  /** A thread that does something, and whether that succeeds. */
  private record Started(Thread thread, CompletableFuture<Void> outcome) {

    static Started of(Thread.Builder builder, Runnable action) {
      Thread[] started = new Thread[1];
      CompletableFuture<Void> outcome =
          CompletableFuture.runAsync(action, task -> started[0] = builder.start(task));
      return new Started(started[0], outcome);
    }

    void join() {
      outcome.orTimeout(60, TimeUnit.SECONDS).join();
    }
  }

  private void assertConnectFails(RsmError error, SegmentId id) {
    Host.assertFails(error, () -> sides.connect(id));
  }

  @Test
  void silenceEndsAtTheLimit() {
    UnixSocket.Pair pair = UnixSocket.pair();
    Connection connection = new Connection(sides.importing.loop(), pair.first());
    Attempt<String> attempt = new Attempt<>("there", connection::shutDown);
    AnswerWait wait = new AnswerWait(connection, attempt);
    Host.assertFails(RsmError.REMOTE_NODE_UNREACHABLE, () -> wait.run(() -> {}, 1));
    connection.close();
    pair.second().close();
  }

  @Test
  void anAnswerThatIsThereIsNotWaitedFor() {
    UnixSocket.Pair pair = UnixSocket.pair();
    Connection connection = new Connection(sides.importing.loop(), pair.first());
    Attempt<String> attempt = new Attempt<>("there", connection::shutDown);
    attempt.answer("here");
    Thread.currentThread().interrupt();
    new AnswerWait(connection, attempt).run(() -> {}, 1);
    assertEquals("here", attempt.await());
    assertTrue(Thread.interrupted());
    connection.close();
    pair.second().close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anInterruptFromBeforeEndsItToo(boolean virtual) {
    Started.of(
            virtual ? Thread.ofVirtual() : Thread.ofPlatform(),
            () -> {
              Thread.currentThread().interrupt();
              assertConnectFails(RsmError.INTERRUPTED, MUTE);
              assertTrue(Thread.interrupted());
            })
        .join();
  }

  /** Whatever the moment: each ends with an answer or with the interrupt, and leaves nothing. */
  @Test
  void interruptsAtAnyMomentLeaveNothingBehind() {
    sides.publish();
    AtomicBoolean stop = new AtomicBoolean();
    Started connecting = Started.of(Thread.ofPlatform(), () -> connectUntil(stop));
    for (int i = 0; i < 2_000; i++) {
      connecting.thread().interrupt();
      for (int j = 0; j < i; j++) {
        Thread.onSpinWait();
      }
    }
    stop.set(true);
    connecting.join();
    sides.connect(sides.publishedAs()).disconnect();
  }

  private void connectUntil(AtomicBoolean stop) {
    while (!stop.get()) {
      try {
        sides.connect(sides.publishedAs()).disconnect();
      } catch (RsmException e) {
        assertEquals(RsmError.INTERRUPTED, e.error());
      }
      boolean ignored = Thread.interrupted();
    }
  }

  @Test
  void virtualThreadsThatWaitLeaveTheirCarriersToOthers() {
    List<Started> waiting = new ArrayList<>();
    List<RawPeer> peers = new ArrayList<>();
    for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
      waiting.add(
          Started.of(Thread.ofVirtual(), () -> assertConnectFails(RsmError.INTERRUPTED, MUTE)));
      RawPeer peer = RawPeer.from(mute);
      peer.receive();
      peers.add(peer);
    }
    Started.of(Thread.ofVirtual(), () -> {}).join();
    for (Started each : waiting) {
      each.thread().interrupt();
      each.join();
    }
    peers.forEach(RawPeer::close);
  }

  @Test
  void theEndOfAnExporterThatHasNotAnsweredEndsIt() throws IOException, InterruptedException {
    SegmentId theirs = SegmentId.of(0x400701L);
    try (ChildJvm child = ChildJvm.start(sides.name)) {
      assertEquals("ok", child.tell("export " + theirs.value()));
      child.signal("STOP");
      Started connecting =
          Started.of(
              Thread.ofPlatform(), () -> assertConnectFails(RsmError.SEG_NOT_PUBLISHED, theirs));
      Host.await("the wait", () -> isInPoll(connecting.thread()));
      child.kill();
      connecting.join();
    }
  }

  private static boolean isInPoll(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getMethodName().equals("awaitReadable")) {
        return true;
      }
    }
    return false;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.EXPORTER;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.IMPORTER;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.assertError;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rsmapi.driver.sci.sisci.LocalDataInterrupt;
import org.rsmapi.driver.sci.sisci.RemoteDataInterrupt;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;

/** Interrupts with data. */
final class DataInterruptTest {

  private static final Logger LOG = Logger.getLogger(Callbacks.class.getName());

  private final TwoNodes nodes = new TwoNodes();
  private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    nodes.close();
  }

  private byte[] next() throws InterruptedException {
    byte[] data = arrived.poll(10, TimeUnit.SECONDS);
    assertNotNull(data, "no interrupt came");
    return data;
  }

  @Test
  void dataArriveInOrder() throws InterruptedException {
    LocalDataInterrupt local = nodes.exporter.createDataInterrupt(0, arrived::add);
    RemoteDataInterrupt remote = nodes.importer.connectDataInterrupt(0, EXPORTER, local.number());
    byte[] longest = new byte[Sisci.MAX_INTERRUPT_DATA];
    longest[Sisci.MAX_INTERRUPT_DATA - 1] = 9;
    remote.trigger(longest);
    assertArrayEquals(longest, next());
    for (byte i = 0; i < 50; i++) {
      remote.trigger(new byte[] {i});
    }
    for (byte i = 0; i < 50; i++) {
      assertArrayEquals(new byte[] {i}, next());
    }
    remote.trigger(new byte[0]);
    assertEquals(0, next().length);
    remote.disconnect();
    local.remove();
  }

  @Test
  void numbersDiffer() {
    LocalDataInterrupt first = nodes.exporter.createDataInterrupt(0, arrived::add);
    LocalDataInterrupt second = nodes.exporter.createDataInterrupt(0, arrived::add);
    assertNotEquals(first.number(), second.number());
    first.remove();
    second.remove();
  }

  @Test
  void receiverThatIsSlowRefusesAndLosesNothing() throws InterruptedException {
    CountDownLatch open = new CountDownLatch(1);
    LocalDataInterrupt local =
        nodes.exporter.createDataInterrupt(
            0,
            data -> {
              await(open);
              arrived.add(data);
            });
    RemoteDataInterrupt remote = nodes.importer.connectDataInterrupt(0, EXPORTER, local.number());
    int sent = 0;
    SisciError error = SisciError.OK;
    while (error == SisciError.OK) {
      try {
        remote.trigger(new byte[] {(byte) sent});
        sent++;
      } catch (SisciException e) {
        error = e.error();
      }
    }
    assertEquals(SisciError.NOSPC, error);
    open.countDown();
    for (int i = 0; i < sent; i++) {
      assertEquals((byte) i, next()[0]);
    }
    remote.disconnect();
    local.remove();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void exceptionInACallbackIsLoggedAndEndsNothing() throws InterruptedException {
    BlockingQueue<LogRecord> complaints = new LinkedBlockingQueue<>();
    LOG.setFilter(record -> !complaints.add(record));
    try {
      callFailing();
      LogRecord complaint = complaints.poll(10, TimeUnit.SECONDS);
      assertNotNull(complaint, "nothing was logged");
      assertEquals("thrown by a test", complaint.getThrown().getMessage());
      assertNotNull(complaints.poll(10, TimeUnit.SECONDS), "logged once only");
    } finally {
      LOG.setFilter(null);
    }
  }

  private void callFailing() throws InterruptedException {
    LocalDataInterrupt local =
        nodes.exporter.createDataInterrupt(
            0,
            data -> {
              arrived.add(data);
              throw new StackOverflowError("thrown by a test");
            });
    RemoteDataInterrupt remote = nodes.importer.connectDataInterrupt(0, EXPORTER, local.number());
    remote.trigger(new byte[] {1});
    remote.trigger(new byte[] {2});
    assertEquals(1, next()[0]);
    assertEquals(2, next()[0]);
    remote.disconnect();
    local.remove();
  }

  @Test
  void afterRemovalNothingIsHeardEvenIfTheThreadIsInterrupted() {
    for (int round = 0; round < 50; round++) {
      AtomicBoolean removed = new AtomicBoolean();
      AtomicBoolean late = new AtomicBoolean();
      LocalDataInterrupt local =
          nodes.exporter.createDataInterrupt(
              0,
              data -> {
                if (removed.get()) {
                  late.set(true);
                }
              });
      RemoteDataInterrupt remote = nodes.importer.connectDataInterrupt(0, EXPORTER, local.number());
      for (int i = 0; i < 8; i++) {
        remote.trigger(new byte[1]);
      }
      Thread.currentThread().interrupt();
      local.remove();
      removed.set(true);
      assertTrue(Thread.interrupted());
      remote.disconnect();
      assertFalse(late.get());
    }
  }

  @Test
  void interruptThatIsGoneIsNotTriggered() {
    LocalDataInterrupt local = nodes.exporter.createDataInterrupt(0, arrived::add);
    int number = local.number();
    RemoteDataInterrupt remote = nodes.importer.connectDataInterrupt(0, EXPORTER, number);
    assertError(SisciError.OUT_OF_RANGE, () -> remote.trigger(new byte[65]));
    nodes.cluster.link(0, EXPORTER, IMPORTER, false);
    assertError(SisciError.NO_LINK_ACCESS, () -> remote.trigger(new byte[1]));
    nodes.cluster.link(0, EXPORTER, IMPORTER, true);
    local.remove();
    assertError(SisciError.NOT_CONNECTED, () -> remote.trigger(new byte[1]));
    assertError(
        SisciError.NO_SUCH_SEGMENT, () -> nodes.importer.connectDataInterrupt(0, EXPORTER, number));
    assertError(
        SisciError.NO_SUCH_NODEID, () -> nodes.importer.connectDataInterrupt(0, 16, number));
    remote.disconnect();
    assertError(SisciError.NOT_CONNECTED, () -> remote.trigger(new byte[1]));
    assertError(SisciError.NOT_CONNECTED, local::remove);
    assertEquals(0, arrived.size());
  }
}

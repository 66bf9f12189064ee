// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.rsmapi.driver.sci.sisci.RemoteMap;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.Sequence;
import org.rsmapi.driver.sci.sisci.SequenceStatus;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;

class RaceTest {

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  @Test
  void whatASequenceSaysHasArrivedHasArrived() {
    AtomicBoolean over = new AtomicBoolean();
    try (Pair pair = new Pair();
        Arena arena = Arena.ofShared()) {
      pair.available();
      RemoteSegment remote = pair.connect();
      RemoteMap map = remote.map(false);
      MemorySegment window = map.window();
      assertNotNull(window);
      MemorySegment readOnly = remote.mapShared(0, 8, true, 0, arena);
      Sequence sequence = map.createSequence();
      AtomicLong arrived = new AtomicLong();
      AtomicLong lost = new AtomicLong();
      AtomicLong read = new AtomicLong();
      CompletableFuture<Void> storing =
          CompletableFuture.runAsync(
              () -> {
                for (long i = 1; !over.get(); i++) {
                  boolean begun = sequence.start() == SequenceStatus.OK;
                  window.set(LONG, 0, i);
                  read.addAndGet(readOnly.get(LONG, 0));
                  if (begun && sequence.check() == SequenceStatus.OK) {
                    assertEquals(i, pair.memory.get(LONG, 0));
                    arrived.incrementAndGet();
                  } else {
                    lost.incrementAndGet();
                  }
                }
              });
      for (int i = 0; i < 100 && !storing.isDone(); i++) {
        long lostBefore = lost.get();
        pair.link(false);
        Host.await("a loss", () -> storing.isDone() || lost.get() > lostBefore);
        pair.link(true);
      }
      long before = arrived.get();
      Host.await("stores after the last outage", () -> storing.isDone() || arrived.get() > before);
      over.set(true);
      storing.join();
    }
  }

  @Test
  void anAccessThatMeetsTheEndOfItsMapIsNotConnected() {
    try (Pair pair = new Pair()) {
      pair.available();
      RemoteSegment remote = pair.connect();
      for (int i = 0; i < 200; i++) {
        RemoteMap map = remote.map(false);
        AtomicLong stored = new AtomicLong();
        CompletableFuture<SisciError> storing =
            CompletableFuture.supplyAsync(() -> storeUntilItFails(map, stored));
        Host.await("a store", () -> stored.get() > 0 || storing.isDone());
        map.unmap();
        pair.memory.set(LONG, 0, -1);
        assertEquals(SisciError.NOT_CONNECTED, storing.join());
        assertEquals(-1, pair.memory.get(LONG, 0));
      }
    }
  }

  private static SisciError storeUntilItFails(RemoteMap map, AtomicLong stored) {
    try {
      while (true) {
        map.store(0, MemorySegment.ofArray(new long[] {stored.incrementAndGet()}), 8);
      }
    } catch (SisciException e) {
      return e.error();
    }
  }
}

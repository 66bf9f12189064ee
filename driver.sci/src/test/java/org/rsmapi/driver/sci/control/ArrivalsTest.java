// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ArrivalsTest {

  private final AtomicInteger told = new AtomicInteger();
  private final Arrivals arrivals = new Arrivals(told::incrementAndGet);

  private void arrive(int events, boolean conditional) {
    arrivals.add(new Message.Signal(0, events, conditional));
  }

  @Test
  void eventsAreHandedOverOnce() {
    assertFalse(arrivals.isAny());
    arrive(2, false);
    arrive(1, false);
    assertTrue(arrivals.isAny());
    assertEquals(3, arrivals.take(0));
    assertEquals(0, arrivals.take(0));
    assertFalse(arrivals.isAny());
  }

  @Test
  void eventThatDoesNotAccumulateCountsIfNothingIsPending() {
    arrive(0, true);
    assertEquals(1, arrivals.take(0));
    arrive(0, true);
    assertEquals(0, arrivals.take(1));
  }

  @Test
  void eventThatDoesNotAccumulateIsDroppedAfterAnother() {
    arrive(1, false);
    arrive(0, true);
    assertEquals(1, arrivals.take(0));
    arrive(0, true);
    arrive(0, true);
    assertEquals(1, arrivals.take(0));
  }

  @Test
  void eventThatDoesNotAccumulateCountsBeforeOneThatDoes() {
    arrive(0, true);
    arrive(1, false);
    assertEquals(2, arrivals.take(0));
    arrive(1, true);
    assertEquals(2, arrivals.take(0));
  }

  @Test
  void listenerIsToldWhileSomebodyWaits() {
    arrive(1, false);
    assertEquals(0, told.get());
    arrivals.setWaiting(true);
    arrive(1, false);
    assertEquals(1, told.get());
    arrivals.setWaiting(false);
    arrive(1, false);
    assertEquals(1, told.get());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.rsmapi.ImportSegment;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** Which transfers the library makes itself, and which it gives to the driver. */
class DirectLimitTest extends LibraryFixture {

  private final AtomicInteger passed = new AtomicInteger();

  private ImportSegment readyWith(long limit) {
    driver.directLimit = limit;
    driver.beforeTransfer = passed::incrementAndGet;
    published();
    return ready();
  }

  private void assertPasses(int expected, Runnable transfer) {
    int before = passed.get();
    transfer.run();
    assertEquals(expected, passed.get() - before);
  }

  @Test
  void transfersUpToTheLimitAreLoadsAndStoresAndLongerOnesTheDrivers() {
    ImportSegment segment = readyWith(64);
    MemorySegment buffer = arena.allocate(PAGE, 8);
    buffer.set(ValueLayout.JAVA_BYTE, 64, (byte) 7);
    assertPasses(0, () -> segment.put64(0, 1));
    assertPasses(0, () -> segment.put(0, buffer, 64));
    assertPasses(1, () -> segment.put(0, buffer, 65));
    assertEquals(7, segment.get8(64));
    buffer.fill((byte) 0);
    assertPasses(0, () -> segment.get64(0, buffer, 8));
    assertPasses(1, () -> segment.get64(0, buffer, 9));
    assertEquals(7, buffer.get(ValueLayout.JAVA_BYTE, 64));
  }

  @Test
  void limitThatChangesHoldsForTheTransfersAfterIt() {
    ImportSegment segment = readyWith(Long.MAX_VALUE);
    MemorySegment buffer = arena.allocate(PAGE, 8);
    MemoryImport connection = driver.published.values().iterator().next().imports.iterator().next();
    assertPasses(0, () -> segment.put(0, buffer, PAGE));
    driver.directLimit = 0;
    connection.listener.accessChanged();
    assertPasses(1, () -> segment.put(0, buffer, PAGE));
    assertPasses(1, () -> segment.put64(0, 4711));
    assertEquals(4711, segment.get64(0));
    driver.directLimit = 8;
    connection.listener.accessChanged();
    assertPasses(1, () -> segment.put(0, buffer, PAGE));
    assertPasses(0, () -> segment.put64(0, 4711));
  }

  @Test
  void driverThatFailsToAnswerLeavesTheLimitAsItWas() {
    ImportSegment segment = readyWith(8);
    MemoryImport connection = driver.published.values().iterator().next().imports.iterator().next();
    driver.failIn("directTransferLimit", new IllegalStateException("a defect"));
    connection.listener.accessChanged();
    assertPasses(0, () -> segment.put64(0, 1));
  }

  @Test
  void bufferThatCannotBeUsedIsRefusedBeforeTheDriverIsAsked() {
    ImportSegment segment = readyWith(8);
    MemorySegment closed;
    try (Arena gone = Arena.ofConfined()) {
      closed = gone.allocate(PAGE, 8);
    }
    MemorySegment small = arena.allocate(16, 8);
    MemorySegment readOnly = arena.allocate(PAGE, 8).asReadOnly();
    assertPasses(0, () -> assertRsmError(RsmError.BAD_ADDR, () -> segment.put(0, closed, 64)));
    assertPasses(0, () -> assertRsmError(RsmError.BAD_ADDR, () -> segment.get(0, small, 64)));
    assertPasses(0, () -> assertRsmError(RsmError.BAD_ADDR, () -> segment.get(0, readOnly, 64)));
    assertPasses(1, () -> segment.put(0, readOnly, 64));
  }

  @Test
  void whatTheDriverReportsBecomesADocumentedCode() {
    ImportSegment segment = readyWith(8);
    MemorySegment buffer = arena.allocate(PAGE, 8);
    driver.transferFailure = new RsmException(RsmError.CONN_ABORTED, "", "");
    assertRsmError(RsmError.CONN_ABORTED, () -> segment.put(0, buffer, 64));
    driver.transferFailure = new IllegalStateException("a defect");
    assertRsmError(RsmError.BARRIER_FAILURE, () -> segment.get(0, buffer, 64));
  }
}

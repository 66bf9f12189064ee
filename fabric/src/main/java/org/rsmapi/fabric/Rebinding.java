// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/**
 * One exchange of the memory of a segment. The event loop switches and tells the importers; the
 * calling thread waits until they have answered, and gives back what is not used any more.
 */
final class Rebinding {

  static final String REBIND = "rebind";

  private final FabricExport export;
  private final ExportLinks links;
  private final MemorySegment range;

  /** What is to be released in the end: the new memory, and after the switch the one so far. */
  private List<ExportedMemory.Extent> unused;

  /** Who decides whether it takes place: the loop when it begins, or the caller who gives up. */
  private final AtomicBoolean decided = new AtomicBoolean();

  private final CountDownLatch switched = new CountDownLatch(1);
  private @Nullable RuntimeException failure;

  /** The event loop's. */
  private final Set<ExportLink> awaited = new HashSet<>();

  private boolean allTold;
  private final CountDownLatch done = new CountDownLatch(1);

  /** Makes the memory exportable, for {@link #run}. */
  Rebinding(FabricExport export, ExportLinks links, MemorySegment range) {
    this.export = export;
    this.links = links;
    this.range = range;
    this.unused = export.fabric().memory().export(range);
  }

  void run() {
    try {
      awaitSwitch();
      if (!FabricExport.await(done, FabricExport.answerLimit())) {
        export.runOnLoop(() -> List.copyOf(awaited).forEach(ExportLink::close));
      }
    } finally {
      export.fabric().memory().release(unused);
    }
  }

  private void awaitSwitch() {
    try {
      export.fabric().loop().execute(this::begin);
    } catch (RejectedExecutionException e) {
      throw new RsmException(RsmError.CTLR_NOT_PRESENT, REBIND, "the fabric is closed", 0, e);
    }
    if (!FabricExport.await(switched, FabricExport.answerLimit())
        && decided.compareAndSet(false, true)) {
      throw new RsmException(RsmError.INSUFFICIENT_RESOURCES, REBIND, "the event loop is stuck");
    }
    FabricExport.await(switched);
    if (failure != null) {
      throw failure;
    }
  }

  private void begin() {
    if (!decided.compareAndSet(false, true)) {
      return;
    }
    try (Shipment shipment = new Shipment(unused)) {
      List<ExportLink> told = links.all();
      // What can run short comes before the switch.
      told.forEach(link -> link.prepare(shipment));
      unused = export.bound().exchange(unused, range);
      awaited.addAll(told);
      told.forEach(link -> link.rebind(this, shipment));
      allTold = true;
      count();
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      switched.countDown();
    }
  }

  /** A link uses the new memory, or has ended; on the event loop. */
  void answered(ExportLink link) {
    awaited.remove(link);
    count();
  }

  private void count() {
    if (allTold && awaited.isEmpty()) {
      done.countDown();
    }
  }
}

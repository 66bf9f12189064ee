// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.sci.sisci.Sequence;
import org.rsmapi.driver.sci.sisci.SequenceStatus;

/** Compares the outages of the path at the check with those at the start. */
final class EmulatedSequence implements Sequence {

  /** No number of outages of a link that is up. */
  private static final int NOT_STARTED = -1;

  private final EmulatedMap map;
  private final EmulatedConnection connection;
  private final Path path;
  private final @Nullable CostModel costs;
  private final AtomicBoolean removed = new AtomicBoolean();
  private int outagesAtStart = NOT_STARTED;

  EmulatedSequence(EmulatedMap map, EmulatedConnection connection, @Nullable CostModel costs) {
    this.map = map;
    this.connection = connection;
    this.path = connection.path();
    this.costs = costs;
  }

  @Override
  public SequenceStatus start() {
    int outages = path.outages();
    if (connection.hasEnded()) {
      return SequenceStatus.NOT_RETRIABLE;
    }
    if (!Path.isUp(outages)) {
      outagesAtStart = NOT_STARTED;
      return SequenceStatus.PENDING;
    }
    outagesAtStart = outages;
    return SequenceStatus.OK;
  }

  @Override
  public SequenceStatus check() {
    CostModel model = costs;
    if (model == null) {
      return status();
    }
    long begun = model.begin();
    SequenceStatus status = status();
    model.spend(begun, model.checkNanos());
    return status;
  }

  private SequenceStatus status() {
    map.push();
    // What was stored before is on its way to memory before the state of the path is looked at:
    // both change before the memory beneath the map does.
    VarHandle.fullFence();
    int outages = path.outages();
    if (connection.hasEnded()) {
      return SequenceStatus.NOT_RETRIABLE;
    }
    return outages == outagesAtStart ? SequenceStatus.OK : SequenceStatus.RETRIABLE;
  }

  @Override
  public void remove() {
    if (removed.compareAndSet(false, true)) {
      map.sequenceRemoved();
    }
  }
}

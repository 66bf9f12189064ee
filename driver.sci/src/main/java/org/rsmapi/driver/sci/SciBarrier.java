// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.util.concurrent.atomic.AtomicInteger;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.sci.sisci.Sequence;
import org.rsmapi.driver.sci.sisci.SequenceStatus;
import org.rsmapi.driver.sci.sisci.SisciException;
import org.rsmapi.spi.DriverBarrier;

/**
 * A barrier is a sequence: opening starts it, ordering and closing check it. One thread at a time
 * uses it, but for the one that retires it when the connection ends.
 */
final class SciBarrier implements DriverBarrier {

  /** A start may have to be repeated until an earlier error is cleared. */
  private static final int STARTS = 8;

  private static final int IDLE = 0;
  private static final int IN_USE = 1;
  private static final int RETIRED = 2;

  private final SciImport imported;
  private final Sequence sequence;
  private final AtomicInteger state = new AtomicInteger(IDLE);

  /** Something was lost since the start, or it could not be started; the user's own. */
  private boolean failed;

  SciBarrier(SciImport imported, Sequence sequence) {
    this.imported = imported;
    this.sequence = sequence;
  }

  @Override
  public void open() {
    if (!enter()) {
      return; // closing it will tell
    }
    try {
      failed = !start();
    } catch (SisciException e) {
      failed = true;
    } finally {
      leave();
    }
  }

  private boolean start() {
    for (int i = 0; i < STARTS; i++) {
      SequenceStatus status = sequence.start();
      if (status == SequenceStatus.OK) {
        return true;
      }
      if (status == SequenceStatus.NOT_RETRIABLE) {
        return false;
      }
    }
    return false;
  }

  @Override
  public void order() {
    check("order");
  }

  @Override
  public void close() {
    check("close");
  }

  private void check(String operation) {
    if (!enter()) {
      throw aborted(operation);
    }
    try {
      failed |= sequence.check() != SequenceStatus.OK;
    } catch (SisciException e) {
      failed = true;
      throw ErrorMeaning.TRANSFER.translate(operation, e);
    } finally {
      leave();
    }
    if (failed) {
      throw imported.isBroken()
          ? aborted(operation)
          : new RsmException(
              RsmError.BARRIER_FAILURE,
              operation,
              "accesses since the barrier was opened may be lost; repeat them");
    }
  }

  private static RsmException aborted(String operation) {
    return new RsmException(
        RsmError.CONN_ABORTED, operation, "the exporter is gone; disconnect and connect again");
  }

  private boolean enter() {
    return state.compareAndSet(IDLE, IN_USE);
  }

  private void leave() {
    state.setRelease(IDLE);
  }

  /** Gives the sequence back; whoever uses it at this moment finishes first. */
  void retire() {
    while (!state.compareAndSet(IDLE, RETIRED)) {
      if (state.get() == RETIRED) {
        return;
      }
      Thread.onSpinWait();
    }
    sequence.remove();
  }

  @Override
  public void destroy() {
    imported.forget(this);
    retire();
  }
}

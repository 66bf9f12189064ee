// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import org.rsmapi.ImportSegment;

/** In turns through RSMAPI: each puts into the segment of the other. */
final class RsmTurns extends TurnTaking {

  private static final long LENGTH = 65_536;
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

  private final RsmLink link;
  private final MemorySegment own;

  RsmTurns(String controller) {
    link = new RsmLink(controller, LENGTH);
    own = link.arena.allocate(LENGTH, 64);
  }

  @Override
  public String offer() {
    return link.offer();
  }

  @Override
  public void accept(String offer) {
    link.accept(offer);
  }

  @Override
  void send(long size, long turnNumber) {
    ImportSegment out = link.imported();
    long payload = size - Long.BYTES;
    if (payload > 0) {
      out.put(0, own, payload);
    }
    out.put64(payload, turnNumber);
  }

  @Override
  void await(long size, long turnNumber) {
    while ((long) LONG.getAcquire(link.memory, size - Long.BYTES) != turnNumber) {
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    link.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/** In turns through files that both processes have mapped, with what the JDK has. */
final class MappedTurns extends TurnTaking {

  private static final long LENGTH = 65_536;
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

  private final SharedFile file;
  private final MemorySegment own = MemorySegment.ofArray(new long[(int) LENGTH / Long.BYTES]);
  private MemorySegment in = MemorySegment.NULL;

  MappedTurns(Path folder) throws IOException {
    file = new SharedFile(folder, LENGTH);
  }

  @Override
  public String offer() {
    return file.offer();
  }

  @Override
  public void accept(String offer) throws IOException {
    in = file.accept(offer);
  }

  @Override
  void send(long size, long turnNumber) {
    long payload = size - Long.BYTES;
    if (payload > 0) {
      MemorySegment.copy(own, 0, file.out, 0, payload);
    }
    LONG.setRelease(file.out, payload, turnNumber);
  }

  @Override
  void await(long size, long turnNumber) {
    while ((long) LONG.getAcquire(in, size - Long.BYTES) != turnNumber) {
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

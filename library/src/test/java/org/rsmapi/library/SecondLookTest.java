// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.ImportSegment;
import org.rsmapi.IoVector;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.ScatterGather;

/** A copy during which the connection ends fails, also in the order that the compiler gives it. */
class SecondLookTest extends LibraryFixture {

  private static final long LARGE = 64 * PAGE;
  private static final int CALLS_UNTIL_COMPILED = 200_000;
  private static final int ATTEMPTS = 2_000;
  private static final VarHandle BYTE = ValueLayout.JAVA_BYTE.varHandle();

  private enum Copy {
    PUT {
      @Override
      void run(ImportSegment segment, MemorySegment buffer, long count) {
        segment.put(0, buffer, count);
      }
    },
    GET {
      @Override
      void run(ImportSegment segment, MemorySegment buffer, long count) {
        segment.get(0, buffer, count);
      }
    },
    PUTV {
      @Override
      void run(ImportSegment segment, MemorySegment buffer, long count) {
        segment.putv(new ScatterGather(IoVector.of(buffer, 0, 0, count)));
      }
    },
    GETV {
      @Override
      void run(ImportSegment segment, MemorySegment buffer, long count) {
        segment.getv(new ScatterGather(IoVector.of(buffer, 0, 0, count)));
      }
    };

    abstract void run(ImportSegment segment, MemorySegment buffer, long count);
  }

  @ParameterizedTest
  @EnumSource
  void aDisconnectDuringACopyIsNoticed(Copy copy) throws Exception {
    MemorySegment shared = arena.allocate(LARGE, PAGE);
    MemorySegment buffer = arena.allocate(LARGE, PAGE);
    controller.createExport(shared, LARGE).publish(ID, null);
    ImportSegment lasting = ready();
    for (int i = 0; i < CALLS_UNTIL_COMPILED; i++) {
      copy.run(lasting, buffer, Long.BYTES);
    }
    boolean putting = copy == Copy.PUT || copy == Copy.PUTV;
    MemorySegment source = putting ? buffer : shared;
    MemorySegment target = putting ? shared : buffer;
    int attempt = 0;
    boolean noticed = false;
    while (!noticed && attempt < ATTEMPTS) {
      attempt++;
      source.fill((byte) attempt);
      noticed = isNoticed(copy, buffer, target, (byte) attempt);
    }
    // The other thread may come too late, but not each time.
    assertTrue(noticed, "no disconnect was noticed in " + attempt + " copies");
  }

  private boolean isNoticed(Copy copy, MemorySegment buffer, MemorySegment target, byte mark)
      throws Exception {
    ImportSegment segment = ready();
    AtomicBoolean watching = new AtomicBoolean();
    Task disconnect =
        Task.start(
            () -> {
              watching.set(true);
              while ((byte) BYTE.getAcquire(target, 0L) != mark) {
                Thread.onSpinWait();
              }
              segment.disconnect();
            });
    while (!watching.get()) {
      Thread.onSpinWait();
    }
    boolean noticed = false;
    try {
      copy.run(segment, buffer, LARGE);
    } catch (RsmException e) {
      assertEquals(RsmError.BAD_SEG_HNDL, e.error());
      noticed = true;
    }
    disconnect.assertOutcome(RsmError.SUCCESS);
    return noticed;
  }
}

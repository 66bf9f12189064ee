// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.tests.TransferAssertions.bytes;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.BarrierMode;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.IoVector;
import org.rsmapi.RsmError;
import org.rsmapi.ScatterGather;
import org.rsmapi.Segment;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.Limits;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;

/** The residual count, the connection and the implicit post of rsm_memseg_import_putv(3RSM). */
@ExtendWith(TestBedExtension.class)
final class VectorStateTest {

  /** Long enough for any event that has been posted. */
  private static final long PATIENCE_MILLIS = Limits.longest().toMillis();

  private static final int POST = ScatterGather.IMPLICIT_SIGPOST;

  @Rule(RuleId.VEC_RESIDUAL_01)
  @ParameterizedTest
  @EnumSource
  void residualCountTellsWhichEntryFailed(VectorForm form, TestBed bed) {
    VectorBed vector = VectorBed.of(bed, form);
    IoVector[] entries = {
      vector.byAddress(0, 100, 50),
      vector.byHandle(100, 300, 50),
      vector.byAddress(200, vector.link().size() - 10, 50),
      vector.byHandle(300, 500, 50),
      vector.byAddress(400, 700, 50)
    };
    for (BarrierMode mode : BarrierMode.values()) {
      vector.imported().setMode(mode);
      vector.assertFailsAt(RsmError.BAD_LENGTH, 2, entries);
    }
    ScatterGather list = new ScatterGather(entries);
    vector.assertFailsAt(RsmError.BAD_LENGTH, 2, list);
    assertEquals(3, list.residualCount());
    entries[2] = vector.byAddress(200, vector.link().size() - 50, 50);
    vector.assertMoves(list);
  }

  @Rule(RuleId.VEC_RESIDUAL_02)
  @ParameterizedTest
  @EnumSource
  void callThatIsRefusedMovesNothing(VectorForm form, TestBed bed) {
    VectorBed vector = VectorBed.of(bed, form);
    ExportSegment exported = vector.link().exported();
    IoVector[] entries = new IoVector[17];
    Arrays.setAll(entries, i -> vector.byAddress(i * 64L, i * 100L, 64));
    ScatterGather list = new ScatterGather(Arrays.copyOf(entries, 5));

    ImportSegment without = bed.connect(exported, form.lacking());
    wholeCall(RsmError.PERM_DENIED, vector, without, list);
    wholeCall(RsmError.BAD_SGIO, vector, vector.imported(), new ScatterGather(entries));
    without.disconnect();
    wholeCall(RsmError.BAD_SEG_HNDL, vector, without, list);
    TransferLink other = TransferLink.connected(bed, form.needed());
    other.exported().unpublish();
    wholeCall(RsmError.CONN_ABORTED, vector, other.imported(), list);
  }

  private static void wholeCall(
      RsmError expected, VectorBed vector, ImportSegment segment, ScatterGather list) {
    vector.fillBoth();
    byte[] remote = bytes(vector.link().memory());
    byte[] local = bytes(vector.local());
    list.setResidualCount(99);
    assertRsmError(expected, () -> vector.form().run(segment, list));
    assertEquals(list.requestCount(), list.residualCount());
    Assertions.assertArrayEquals(remote, bytes(vector.link().memory()));
    Assertions.assertArrayEquals(local, bytes(vector.local()));
    if (list.requestCount() <= ScatterGather.MAX_REQUESTS) {
      vector.assertMoves(list);
    }
  }

  @Rule(RuleId.VEC_CONN_ABORTED_01)
  @ParameterizedTest
  @EnumSource
  void brokenConnectionIsReportedInEitherMode(VectorForm form, TestBed bed) {
    for (BarrierMode mode : BarrierMode.values()) {
      for (boolean destroy : new boolean[] {false, true}) {
        VectorBed vector = VectorBed.of(bed, form);
        vector.imported().setMode(mode);
        ScatterGather list =
            new ScatterGather(vector.byAddress(0, 64, 32), vector.byHandle(64, 0, 32));
        vector.assertMoves(list);
        if (destroy) {
          vector.link().exported().destroy();
        } else {
          vector.link().exported().unpublish();
        }
        vector.assertFailsAt(RsmError.CONN_ABORTED, 0, list);
        vector.assertFailsAt(RsmError.CONN_ABORTED, 0, vector.byAddress(0, 0, 0));
      }
    }
  }

  @Rule(RuleId.VEC_SIGPOST_01)
  @ParameterizedTest
  @EnumSource
  void successPostsOneEventAfterTheData(VectorForm form, TestBed bed) {
    VectorBed vector = VectorBed.of(bed, form);
    ExportSegment exported = vector.link().exported();
    IoVector[] entries = {
      vector.byAddress(0, 0, 400), vector.byHandle(400, 800, 400), vector.byAddress(0, 1600, 4)
    };
    int rounds = 500;
    AtomicInteger seen = new AtomicInteger();
    Threads.Call exporter =
        Threads.start(
            () -> {
              for (int round = 1; round <= rounds; round++) {
                exported.signalWait(PATIENCE_MILLIS);
                if (!form.isGet()) {
                  assertEquals(round, vector.link().memory().get(ValueLayout.JAVA_INT, 1600));
                  assertEquals(round, vector.link().memory().get(ValueLayout.JAVA_INT, 800));
                }
                seen.set(round);
              }
            });
    ScatterGather list = new ScatterGather(entries, entries.length, POST);
    for (int round = 1; round <= rounds; round++) {
      int now = round;
      vector.local().set(ValueLayout.JAVA_INT, 0, round);
      vector.local().set(ValueLayout.JAVA_INT, 400, round);
      vector.run(list);
      assertEquals(0, list.residualCount());
      Threads.await("the event", () -> seen.get() == now || exporter.outcome().isDone());
    }
    assertEquals(RsmError.SUCCESS, exporter.code());
    vector.assertMoves(new ScatterGather(entries));
    assertNoMore(vector);
  }

  /** A post that comes later cannot overtake one that should not have been. */
  private static void assertNoMore(VectorBed vector) {
    ExportSegment exported = vector.link().exported();
    vector.imported().signalPost();
    exported.signalWait(PATIENCE_MILLIS);
    assertRsmError(RsmError.TIMEOUT, () -> exported.signalWait(0));
  }

  @Rule(RuleId.VEC_SIGPOST_02)
  @ParameterizedTest
  @EnumSource
  void failurePostsNothing(VectorForm form, TestBed bed) {
    VectorBed vector = VectorBed.of(bed, form);
    IoVector[] entries = {
      vector.byAddress(0, 0, 8), vector.byAddress(8, vector.link().size() - 7, 8)
    };
    ScatterGather list = new ScatterGather(entries, 2, POST);
    vector.assertFailsAt(RsmError.BAD_LENGTH, 1, list);
    assertNoMore(vector);
    entries[1] = vector.byAddress(8, vector.link().size() - 8, 8);
    vector.assertMoves(list);
    vector.link().exported().signalWait(PATIENCE_MILLIS);
    assertNoMore(vector);
  }

  @Rule(RuleId.VEC_SIGPOST_03)
  @ParameterizedTest
  @EnumSource
  void postsNeedNotAccumulate(VectorForm form, TestBed bed) {
    VectorBed vector = VectorBed.of(bed, form);
    ExportSegment exported = vector.link().exported();
    MemorySegment local = vector.local();
    IoVector[] entries = {IoVector.of(local, 0, 0, 64)};
    int flags = POST | Segment.SIGPOST_NO_ACCUMULATE;
    ScatterGather single = new ScatterGather(entries, 1, flags);
    Runnable arrival = Poster.IMPORTER.arrival(bed);
    vector.assertMoves(single);
    vector.assertMoves(single);
    assertEquals(flags, single.flags());
    arrival.run();
    exported.signalWait(PATIENCE_MILLIS);
    assertNoMore(vector);

    ScatterGather each = new ScatterGather(entries, 1, POST);
    vector.assertMoves(each);
    vector.assertMoves(each);
    assertEquals(POST, each.flags());
    exported.signalWait(PATIENCE_MILLIS);
    exported.signalWait(PATIENCE_MILLIS);
    assertNoMore(vector);
  }
}

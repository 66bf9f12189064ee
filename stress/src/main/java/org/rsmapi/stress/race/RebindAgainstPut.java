// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.stress.race;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;

/** A put during a rebind fails nowhere and reaches one of the two. */
@JCStressTest
@State
@Outcome(
    id = "SUCCESS, SUCCESS, SUCCESS, 2",
    expect = Expect.ACCEPTABLE,
    desc = "later puts reach the new memory")
public class RebindAgainstPut {

  private final MemorySegment memory = Bed.memory();
  private final MemorySegment other = Bed.memory();
  private final ExportSegment exported = Bed.published(memory);
  private final ImportSegment imported = Bed.connected(exported);

  /** The first thread. */
  @Actor
  public void first(LLLL_Result result) {
    result.r1 = Bed.code(() -> imported.put64(0, 1));
  }

  /** The second thread. */
  @Actor
  public void second(LLLL_Result result) {
    result.r2 = Bed.code(() -> exported.rebind(other, Bed.PAGE));
  }

  /** What is left, and its end. */
  @Arbiter
  public void after(LLLL_Result result) {
    result.r3 = Bed.code(() -> imported.put64(8, 2));
    result.r4 = other.get(ValueLayout.JAVA_LONG, 8);
    Bed.end(imported, exported);
    Bed.free(memory);
    Bed.free(other);
  }
}

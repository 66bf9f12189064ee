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
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;

/** A put either completes or finds the import segment gone. */
@JCStressTest
@State
@Outcome(id = "SUCCESS, SUCCESS, 1", expect = Expect.ACCEPTABLE, desc = "the put came first")
@Outcome(
    id = "BAD_SEG_HNDL, SUCCESS, 0",
    expect = Expect.ACCEPTABLE,
    desc = "the disconnect came first")
@Outcome(
    id = "BAD_SEG_HNDL, SUCCESS, 1",
    expect = Expect.ACCEPTABLE,
    desc = "both at once: the store reached the exporter")
public class PutAgainstDisconnect {

  private final MemorySegment memory = Bed.memory();
  private final ExportSegment exported = Bed.published(memory);
  private final ImportSegment imported = Bed.connected(exported);

  /** The first thread. */
  @Actor
  public void first(LLL_Result result) {
    result.r1 = Bed.code(() -> imported.put64(0, 1));
  }

  /** The second thread. */
  @Actor
  public void second(LLL_Result result) {
    result.r2 = Bed.code(imported::disconnect);
  }

  /** What is left, and its end. */
  @Arbiter
  public void after(LLL_Result result) {
    Bed.end(imported, exported);
    result.r3 = memory.get(ValueLayout.JAVA_LONG, 0);
    Bed.free(memory);
  }
}

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
import org.rsmapi.IoVector;
import org.rsmapi.LocalMemory;
import org.rsmapi.RsmController;
import org.rsmapi.ScatterGather;

/** A vector uses a local memory handle wholly or not at all. */
@JCStressTest
@State
@Outcome(id = "SUCCESS, SUCCESS, 2", expect = Expect.ACCEPTABLE, desc = "the vector came first")
@Outcome(id = "BAD_SGIO, SUCCESS, 0", expect = Expect.ACCEPTABLE, desc = "freed first")
public class VectorAgainstFree {

  private final MemorySegment memory = Bed.memory();
  private final MemorySegment local = Bed.memory().fill((byte) 1);
  private final RsmController controller = Bed.controller();
  private final ExportSegment exported = Bed.published(memory);
  private final ImportSegment imported = Bed.connected(exported);
  private final LocalMemory handle = controller.createLocalMemory(local, Bed.PAGE);
  private final ScatterGather list = new ScatterGather(IoVector.of(handle, 0, 0, Bed.PAGE));

  /** The first thread. */
  @Actor
  public void first(LLL_Result result) {
    result.r1 = Bed.code(() -> imported.putv(list));
  }

  /** The second thread. */
  @Actor
  public void second(LLL_Result result) {
    result.r2 = Bed.code(() -> controller.freeLocalMemory(handle));
  }

  /** What is left, and its end. */
  @Arbiter
  public void after(LLL_Result result) {
    Bed.end(imported, exported, controller);
    result.r3 =
        memory.get(ValueLayout.JAVA_BYTE, 0) + memory.get(ValueLayout.JAVA_BYTE, Bed.PAGE - 1);
    Bed.free(memory);
    Bed.free(local);
  }
}

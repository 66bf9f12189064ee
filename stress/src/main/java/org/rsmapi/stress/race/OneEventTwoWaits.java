// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.stress.race;

import java.lang.foreign.MemorySegment;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;

/** An event is handed out once. */
@JCStressTest
@State
@Outcome(id = "SUCCESS, TIMEOUT", expect = Expect.ACCEPTABLE, desc = "one of them")
@Outcome(id = "TIMEOUT, SUCCESS", expect = Expect.ACCEPTABLE, desc = "the other")
public class OneEventTwoWaits {

  private final MemorySegment memory = Bed.memory();
  private final ExportSegment exported = Bed.published(memory);
  private final ImportSegment imported = Bed.connected(exported);

  /** Posts the one event. */
  public OneEventTwoWaits() {
    imported.signalPost();
  }

  /** The first thread. */
  @Actor
  public void first(LL_Result result) {
    result.r1 = Bed.code(() -> exported.signalWait(0));
  }

  /** The second thread. */
  @Actor
  public void second(LL_Result result) {
    result.r2 = Bed.code(() -> exported.signalWait(0));
  }

  /** What is left, and its end. */
  @Arbiter
  public void after(LL_Result result) {
    Bed.end(imported, exported);
    Bed.free(memory);
  }
}

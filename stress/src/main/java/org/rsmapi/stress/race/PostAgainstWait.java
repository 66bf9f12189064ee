// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.stress.race;

import java.lang.foreign.MemorySegment;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;

/** An event is neither lost nor doubled. */
@JCStressTest
@State
@Outcome(id = "SUCCESS, SUCCESS, TIMEOUT", expect = Expect.ACCEPTABLE, desc = "posted first")
@Outcome(id = "SUCCESS, TIMEOUT, SUCCESS", expect = Expect.ACCEPTABLE, desc = "waited first")
public class PostAgainstWait {

  private final MemorySegment memory = Bed.memory();
  private final ExportSegment exported = Bed.published(memory);
  private final ImportSegment imported = Bed.connected(exported);

  /** The first thread. */
  @Actor
  public void first(LLL_Result result) {
    result.r1 = Bed.code(imported::signalPost);
  }

  /** The second thread. */
  @Actor
  public void second(LLL_Result result) {
    result.r2 = Bed.code(() -> exported.signalWait(0));
  }

  /** What is left, and its end. */
  @Arbiter
  public void after(LLL_Result result) {
    result.r3 = Bed.code(() -> exported.signalWait(0));
    Bed.end(imported, exported);
    Bed.free(memory);
  }
}

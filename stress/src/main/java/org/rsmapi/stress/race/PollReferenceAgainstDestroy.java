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

/** A segment with a poll reference is not destroyed. */
@JCStressTest
@State
@Outcome(id = "SUCCESS, POLLFD_IN_USE", expect = Expect.ACCEPTABLE, desc = "taken first")
@Outcome(id = "BAD_SEG_HNDL, SUCCESS", expect = Expect.ACCEPTABLE, desc = "destroyed first")
public class PollReferenceAgainstDestroy {

  private final MemorySegment memory = Bed.memory();
  private final ExportSegment exported = Bed.published(memory);

  /** The first thread. */
  @Actor
  public void first(LL_Result result) {
    result.r1 = Bed.code(exported::getPollReference);
  }

  /** The second thread. */
  @Actor
  public void second(LL_Result result) {
    result.r2 = Bed.code(exported::destroy);
  }

  /** What is left, and its end. */
  @Arbiter
  public void after(LL_Result result) {
    Bed.end(exported);
    Bed.free(memory);
  }
}

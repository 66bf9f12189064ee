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
import org.rsmapi.SegmentId;

/** A segment that is destroyed is not published. */
@JCStressTest
@State
@Outcome(
    id = "SUCCESS, SUCCESS, false",
    expect = Expect.ACCEPTABLE,
    desc = "published, then destroyed")
@Outcome(id = "BAD_SEG_HNDL, SUCCESS, false", expect = Expect.ACCEPTABLE, desc = "destroyed first")
public class PublishAgainstDestroy {

  private final MemorySegment memory = Bed.memory();
  private final ExportSegment exported = Bed.exported(memory);

  /** The first thread. */
  @Actor
  public void first(LLL_Result result) {
    result.r1 = Bed.code(() -> exported.publish(SegmentId.ANY, null));
  }

  /** The second thread. */
  @Actor
  public void second(LLL_Result result) {
    result.r2 = Bed.code(exported::destroy);
  }

  /** What is left, and its end. */
  @Arbiter
  public void after(LLL_Result result) {
    result.r3 = exported.publishedId().isPresent();
    Bed.end(exported);
    Bed.free(memory);
  }
}

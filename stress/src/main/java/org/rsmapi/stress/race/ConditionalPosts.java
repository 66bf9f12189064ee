// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.stress.race;

import java.lang.foreign.MemorySegment;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Segment;

/** Two posts that do not accumulate onto an empty receiver make one event. */
@JCStressTest
@State
@Outcome(id = "SUCCESS, SUCCESS, SUCCESS, TIMEOUT", expect = Expect.ACCEPTABLE, desc = "one event")
public class ConditionalPosts {

  private final MemorySegment memory = Bed.memory();
  private final ExportSegment exported = Bed.published(memory);
  private final ImportSegment first = Bed.connected(exported);
  private final ImportSegment second = Bed.connected(exported);

  /** The first thread. */
  @Actor
  public void first(LLLL_Result result) {
    result.r1 = Bed.code(() -> first.signalPost(Segment.SIGPOST_NO_ACCUMULATE));
  }

  /** The second thread. */
  @Actor
  public void second(LLLL_Result result) {
    result.r2 = Bed.code(() -> second.signalPost(Segment.SIGPOST_NO_ACCUMULATE));
  }

  /** What is left, and its end. */
  @Arbiter
  public void after(LLLL_Result result) {
    result.r3 = Bed.code(() -> exported.signalWait(0));
    result.r4 = Bed.code(() -> exported.signalWait(0));
    Bed.end(first, second, exported);
    Bed.free(memory);
  }
}

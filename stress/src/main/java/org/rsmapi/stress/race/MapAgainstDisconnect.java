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
import org.rsmapi.Permission;

/** Of map and disconnect the second is refused. */
@JCStressTest
@State
@Outcome(id = "SUCCESS, SEG_STILL_MAPPED", expect = Expect.ACCEPTABLE, desc = "mapped first")
@Outcome(id = "SEG_NOT_CONNECTED, SUCCESS", expect = Expect.ACCEPTABLE, desc = "disconnected first")
public class MapAgainstDisconnect {

  private final MemorySegment memory = Bed.memory();
  private final ExportSegment exported = Bed.published(memory);
  private final ImportSegment imported = Bed.connected(exported);

  /** The first thread. */
  @Actor
  public void first(LL_Result result) {
    result.r1 = Bed.code(() -> imported.map(Permission.RDWR, 0, Bed.PAGE).fill((byte) 1));
  }

  /** The second thread. */
  @Actor
  public void second(LL_Result result) {
    result.r2 = Bed.code(imported::disconnect);
  }

  /** What is left, and its end. */
  @Arbiter
  public void after(LL_Result result) {
    Bed.end(imported, exported);
    Bed.free(memory);
  }
}

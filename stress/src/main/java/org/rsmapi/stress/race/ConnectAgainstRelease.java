// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.stress.race;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReference;
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
import org.rsmapi.RsmController;

/** A connection made with a released handle does not stay. */
@JCStressTest
@State
@Outcome(id = "SUCCESS, SUCCESS", expect = Expect.ACCEPTABLE, desc = "connected first")
@Outcome(id = "BAD_CTLR_HNDL, SUCCESS", expect = Expect.ACCEPTABLE, desc = "released first")
public class ConnectAgainstRelease {

  private final MemorySegment memory = Bed.memory();
  private final ExportSegment exported = Bed.published(memory);
  private final RsmController controller = Bed.controller();
  private final AtomicReference<ImportSegment> imported = new AtomicReference<>();

  /** The first thread. */
  @Actor
  public void first(LL_Result result) {
    result.r1 =
        Bed.code(
            () ->
                imported.set(
                    controller.connect(
                        controller.localNode(),
                        exported.publishedId().orElseThrow(),
                        Permission.READ)));
  }

  /** The second thread. */
  @Actor
  public void second(LL_Result result) {
    result.r2 = Bed.code(controller::release);
  }

  /** What is left, and its end. */
  @Arbiter
  public void after(LL_Result result) {
    Bed.end(imported.get(), exported);
    Bed.free(memory);
  }
}

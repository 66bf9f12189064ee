// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.stress.soak;

import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** Counts what the operations end with, and stops a thread at what they must not end with. */
final class Outcomes {

  private final AtomicLong successes = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();

  /** Runs an operation; it must succeed or fail with one of the codes. Returns the code. */
  RsmError run(String operation, Set<RsmError> allowed, Runnable call) {
    try {
      call.run();
      successes.incrementAndGet();
      return RsmError.SUCCESS;
    } catch (RsmException e) {
      if (!allowed.contains(e.error())) {
        throw new SoakFailure(operation + " ended with " + e.error(), e);
      }
      refusals.incrementAndGet();
      return e.error();
    }
  }

  long successes() {
    return successes.get();
  }

  long refusals() {
    return refusals.get();
  }
}

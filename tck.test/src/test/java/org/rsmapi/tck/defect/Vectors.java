// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import java.util.Arrays;
import java.util.function.Predicate;
import org.rsmapi.IoVector;
import org.rsmapi.ScatterGather;

/** The vector transfers, and what defects ask of their lists. */
final class Vectors {

  static final String[] ALL = Transfers.operations("putv", "getv");

  private Vectors() {}

  static ScatterGather list(Call call) {
    return call.arg(0, ScatterGather.class);
  }

  static IoVector[] entries(Call call) {
    return list(call).entries();
  }

  /** Returns the number of requests, 0 without a list. */
  static int count(Call call) {
    return call.arg(0) == null ? 0 : list(call).requestCount();
  }

  /** Tells whether there is a list whose array is filled and as long as it says. */
  static boolean isPlain(Call call) {
    return call.arg(0) != null
        && entries(call) != null
        && entries(call).length == count(call)
        && nullPlace(call) < 0;
  }

  /** Tells whether such an entry is there. */
  static boolean any(Call call, Predicate<IoVector> condition) {
    return isPlain(call) && Arrays.stream(entries(call)).anyMatch(condition);
  }

  /** Returns where an entry is missing among those that count, -1 if nowhere. */
  static int nullPlace(Call call) {
    if (call.arg(0) == null || entries(call) == null) {
      return -1;
    }
    int place = Arrays.asList(entries(call)).indexOf(null);
    return place < count(call) ? place : -1;
  }

  /** Carries out other entries, and leaves the residual count in the list of the call. */
  static Object run(Call call, IoVector[] entries, int count, int flags) throws Throwable {
    ScatterGather given = list(call);
    ScatterGather other = new ScatterGather(entries, count, flags);
    try {
      return call.with(0, other).proceed();
    } finally {
      given.setResidualCount(other.residualCount());
      Object ignored = call.with(0, given);
    }
  }
}

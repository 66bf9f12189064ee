// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import org.junit.jupiter.api.Assumptions;

/** Leaves out a test, or one case of it, with the reason that the report shows. */
public final class NotApplicable {

  private NotApplicable() {}

  /** Leaves the case out unless a condition holds that the driver, or the place, cannot help. */
  public static void unless(boolean applicable, String reason) {
    if (!applicable) {
      Assumptions.abort(reason);
    }
  }

  /** Leaves the case out unless the controller is that of loopback itself. */
  public static void unlessLoopback(TestBed bed) {
    unless(bed.controller().name().equals("loopback"), "the rule is about the controller loopback");
  }
}

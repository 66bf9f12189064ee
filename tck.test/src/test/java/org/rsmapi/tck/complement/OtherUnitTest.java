// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.complement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.run.Outcome;

/** A rule that holds for every unit is not left out for want of unit 0. */
class OtherUnitTest {

  @Test
  void leadingZerosAreTestedWithoutUnitZero() throws Exception {
    RuleProcess run =
        RuleProcess.of(ComplementDriver.TYPE + 1, List.of(RuleId.GET_CONTROLLER_NAME_02));
    assertEquals(List.of(), run.failures());
    assertEquals(Map.of(RuleId.GET_CONTROLLER_NAME_02, Outcome.PASS), run.outcomes());
  }
}

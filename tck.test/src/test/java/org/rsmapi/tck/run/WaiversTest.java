// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rsmapi.tck.RuleId;

/** A waiver has a rule and a reason, excuses a failure, and nothing else. */
class WaiversTest {

  @TempDir Path directory;

  private Waivers waivers(String text) throws IOException {
    return Waivers.read(Files.writeString(directory.resolve("waivers.properties"), text));
  }

  private String refusal(String text) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> waivers(text)).getMessage());
  }

  private static RuleResult result(RuleId rule, Outcome outcome) {
    return new RuleResult(rule, outcome, "", List.of());
  }

  @Test
  void excusesFailuresOnly() throws IOException {
    Waivers waivers = waivers("# known\nEXIT-STATE-01 = the card needs firmware 2\n");
    RuleResult waived = waivers.apply(result(RuleId.EXIT_STATE_01, Outcome.FAIL));
    assertEquals(Outcome.WAIVED, waived.outcome());
    assertEquals("the card needs firmware 2", waived.reason());
    for (Outcome outcome : List.of(Outcome.PASS, Outcome.NOT_APPLICABLE, Outcome.NOT_RUN)) {
      RuleResult same = result(RuleId.EXIT_STATE_01, outcome);
      assertEquals(same, waivers.apply(same));
    }
    RuleResult other = result(RuleId.EXIT_STATE_02, Outcome.FAIL);
    assertEquals(other, waivers.apply(other));
  }

  @Test
  void tellsWhichAreNotNeeded() throws IOException {
    Waivers waivers = waivers("EXIT-STATE-01 = a\nEXIT-STATE-02 = b\nEXIT-STATE-03 = c\n");
    assertEquals(
        List.of(RuleId.EXIT_STATE_01),
        waivers.unneeded(
            Map.of(
                RuleId.EXIT_STATE_01, result(RuleId.EXIT_STATE_01, Outcome.PASS),
                RuleId.EXIT_STATE_02, result(RuleId.EXIT_STATE_02, Outcome.FAIL))));
  }

  @Test
  void anUnknownRuleIsRefusedWithNearOnes() {
    String message = refusal("EXIT-STATE-1 = because\n");
    assertTrue(message.contains("EXIT-STATE-1;"), message);
    assertTrue(message.contains("EXIT-STATE-01"), message);
    assertTrue(message.contains("waivers.properties"), message);
  }

  @Test
  void aWaiverWithoutReasonIsRefused() {
    assertTrue(refusal("EXIT-STATE-01 =  \n").endsWith("EXIT-STATE-01 is waived without a reason"));
    assertTrue(refusal("EXIT-STATE-01\n").endsWith("EXIT-STATE-01 is waived without a reason"));
  }

  @Test
  void aBrokenFileIsRefused() {
    assertTrue(refusal("EXIT-STATE-01 = \\u00\n").contains("waivers.properties"));
  }
}

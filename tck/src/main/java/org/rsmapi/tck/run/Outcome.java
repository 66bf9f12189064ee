// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

/** What came of a rule, or of one of its cases. */
public enum Outcome {
  /** Tested, and right. */
  PASS,
  /** Tested, and wrong. */
  FAIL,
  /** Wrong, but a waiver excuses it. */
  WAIVED,
  /** Not tested, because the driver or the place does not offer what the rule is about. */
  NOT_APPLICABLE,
  /** Not tested, because the run was for other rules, was interrupted, or ended early. */
  NOT_RUN
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

/** What a whole run says of a driver. */
public enum Verdict {
  /** Every rule was tested or is not applicable for a stated reason, and none failed. */
  CONFORMANT,
  /** No rule failed but those that a waiver excuses. */
  CONFORMANT_BUT_WAIVED,
  /** A rule failed, or one that had to be tested was not. */
  NOT_CONFORMANT,
  /** Only some rules were asked for and none of these failed; that says nothing of the others. */
  SELECTION_PASSED
}

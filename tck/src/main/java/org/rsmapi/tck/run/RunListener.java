// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import org.rsmapi.tck.RuleId;

/** Is told how a run gets on, by one thread. */
public interface RunListener {

  /**
   * A rule is about to be tested.
   *
   * @param rule the rule
   */
  default void started(RuleId rule) {}

  /**
   * A rule is done, or will not be tested.
   *
   * @param result what came of it
   */
  default void finished(RuleResult result) {}
}

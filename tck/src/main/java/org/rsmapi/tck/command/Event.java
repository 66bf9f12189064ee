// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.run.Environment;
import org.rsmapi.tck.run.RuleResult;

/** What the process with the tests tells the one that watches. */
sealed interface Event {

  /** There is a driver, and the tests begin. */
  record Ready(Environment environment) implements Event {}

  /** There is nothing to test. */
  record Refused(String reason) implements Event {}

  /** A rule is about to be tested. */
  record Started(RuleId rule) implements Event {}

  /** A rule is done. */
  record Finished(RuleResult result) implements Event {}

  /** The threads of the process, because they were asked for. */
  record Threads(String dump) implements Event {}

  /** All rules are done. */
  record Done() implements Event {}
}

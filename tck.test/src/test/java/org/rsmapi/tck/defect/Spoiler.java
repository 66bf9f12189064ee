// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

/** What a defect makes of a call. */
@FunctionalInterface
interface Spoiler {

  /** Answers a call; {@link Call#proceed} is the right answer. */
  Object answer(Call call) throws Throwable;
}

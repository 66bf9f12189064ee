// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

/** Repeats one operation; a loop of its own for each, so that the compiler sees what is in it. */
@FunctionalInterface
interface Loop {

  /** Does the operation so many times. */
  void run(long operations) throws Exception;
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.stress.soak;

/**
 * Which worker this is, and how many there are.
 *
 * @param process its number, from 0
 * @param processes how many processes
 * @param threads how many threads each has
 */
record WorkerSetup(int process, int processes, int threads) {

  int slots() {
    return processes * threads;
  }
}

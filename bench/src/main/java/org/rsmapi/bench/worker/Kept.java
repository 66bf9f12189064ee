// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

/** Where results go, so that no load is dropped. */
final class Kept {

  static volatile long value;

  private Kept() {}
}

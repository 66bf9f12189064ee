// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

/** All of it within one process. */
class LocalRebindTest extends RebindTest {

  @Override
  Sides open() {
    return Sides.local();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WindowedCounterTest {

  @Test
  void averageRuns() {
    WindowedCounter counter = new WindowedCounter(10);
    counter.add(100);
    counter.endShort();
    assertEquals(new WindowedCount(100, 100, 100, 100, 0, 0, 0), counter.get());
    counter.endShort();
    assertEquals(new WindowedCount(100, 0, 100, 90, 0, 0, 0), counter.get());
    counter.add(200);
    counter.endShort();
    counter.endLong();
    assertEquals(new WindowedCount(300, 200, 200, 101, 300, 300, 300), counter.get());
  }
}

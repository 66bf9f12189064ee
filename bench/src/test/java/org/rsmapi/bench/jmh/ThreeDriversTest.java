// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rsmapi.DriverStatus;
import org.rsmapi.Rsm;

class ThreeDriversTest {

  @Test
  void threeDriversAreThereAndCarryValues() {
    try (Rsm rsm = Rsm.load(new ThreeDrivers())) {
      Set<String> types =
          rsm.drivers().stream().map(DriverStatus::type).collect(Collectors.toSet());
      assertTrue(types.containsAll(Set.of("loopback", "second", "third")), types::toString);
      try (Connected second = new Connected(rsm, "second0", 4096);
          Connected third = new Connected(rsm, "third0", 4096)) {
        second.imported.put64(8, 2);
        third.imported.put64(8, 3);
        assertEquals(2, second.imported.get64(8));
        assertEquals(3, third.imported.get64(8));
      }
    }
  }
}

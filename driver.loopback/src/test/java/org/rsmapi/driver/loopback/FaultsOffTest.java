// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultPoint;

/** Without the system property there are no faults, and nothing is put around the driver. */
class FaultsOffTest {

  @Test
  void foundAndOff() {
    FaultInjection faults = ServiceLoader.load(FaultInjection.class).findFirst().orElseThrow();
    assertEquals("loopback", faults.type());
    assertFalse(faults.isEnabled());
    assertThrows(IllegalStateException.class, () -> faults.hold(FaultPoint.CREATE));
  }

  @Test
  void controllerIsThePlainOne() {
    try (DriverController controller = new LoopbackDriver().open(0, reason -> {})) {
      assertInstanceOf(LoopbackController.class, controller);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.spi.RsmDriver;

/** What the system property decides. */
class FaultSwitchTest {

  private final RsmDriver plain = new RecordingDriver();

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "false")
  void offNothingIsWrapped(String value) {
    FaultSwitch faults = Faults.read(value);
    assertSame(plain, faults.around(plain));
    assertOff(Faults.of(faults), "start Java with -Dorg.rsmapi.faults=true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "TRUE", "1"})
  void whatMeansNothingMakesTheDriverAbsent(String value) {
    FaultSwitch faults = Faults.read(value);
    RsmDriver driver = faults.around(plain);
    String expected = "-Dorg.rsmapi.faults=" + value + ": use true or false";
    assertFalse(driver.availability().present());
    assertEquals(expected, driver.availability().reason());
    assertEquals(List.of(), driver.units());
    assertEquals("test", driver.type());
    assertEquals(RsmDriver.SPI_VERSION, driver.spiVersion());
    RsmException refused = assertThrows(RsmException.class, () -> driver.open(0, reason -> {}));
    assertEquals(RsmError.CTLR_NOT_PRESENT, refused.error());
    assertOff(Faults.of(faults), expected);
  }

  private static void assertOff(Faults faults, String advice) {
    assertFalse(faults.isEnabled());
    assertEquals("test", faults.type());
    assertAdvised(advice, faults::points);
    assertAdvised(advice, () -> faults.fail(FaultPoint.CREATE, RsmError.INSUFFICIENT_MEM, 1));
    assertAdvised(advice, () -> faults.hold(FaultPoint.CREATE));
    assertAdvised(advice, () -> faults.drop(FaultPoint.POST));
    assertAdvised(advice, () -> faults.withdraw(0));
    assertAdvised(advice, () -> faults.restore(0));
    assertAdvised(advice, () -> faults.breakConnections(SegmentId.ANY));
  }

  private static void assertAdvised(String advice, Runnable call) {
    String message = assertThrows(IllegalStateException.class, call::run).getMessage();
    assertTrue(message.contains(advice), message);
  }

  @Test
  void on() {
    FaultSwitch armed = Faults.read("true");
    assertNotSame(plain, armed.around(plain));
    Faults faults = Faults.of(armed);
    assertTrue(faults.isEnabled());
    assertEquals(Faults.POINTS, faults.points());
  }

  @Test
  void whatCannotBeArmedIsRefused() {
    Faults faults = Faults.of(Faults.read("true"));
    assertRefused(() -> faults.fail(FaultPoint.CREATE, RsmError.SUCCESS, 1));
    assertRefused(() -> faults.fail(FaultPoint.CREATE, RsmError.INSUFFICIENT_MEM, 0));
    assertRefused(() -> faults.drop(FaultPoint.PUBLISH));
  }

  private static void assertRefused(Runnable call) {
    assertThrows(IllegalArgumentException.class, call::run);
  }
}

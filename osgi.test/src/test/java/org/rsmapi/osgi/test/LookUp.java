// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.osgi.test;

import java.lang.foreign.Arena;
import java.util.ServiceLoader;
import org.rsmapi.DriverStatus;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.FaultInjection;

/**
 * Run by a second JVM: prints the modules of library and API, the drivers with their faults, and a
 * value moved.
 */
final class LookUp {

  private static final long LENGTH = 1 << 16;

  private LookUp() {}

  public static void main(String[] arguments) {
    System.out.println("api: " + Rsm.class.getModule());
    try (Rsm rsm = Rsm.load()) {
      System.out.println("library: " + rsm.getClass().getModule());
      for (FaultInjection faults : ServiceLoader.load(FaultInjection.class)) {
        System.out.println("faults: " + faults.type() + " " + faults.isEnabled());
      }
      for (DriverStatus driver : rsm.drivers()) {
        System.out.println("driver: " + driver.type() + " " + driver.reason());
        if (driver.available()) {
          System.out.println("moved: " + move(rsm));
        }
      }
    }
  }

  private static long move(Rsm rsm) {
    try (Arena arena = Arena.ofShared();
        RsmController controller = rsm.controller(null);
        ExportSegment exported =
            controller.createExport(controller.allocate(LENGTH, arena), LENGTH)) {
      SegmentId id = exported.publish(SegmentId.ANY, null);
      try (ImportSegment imported =
          controller.connect(controller.localNode(), id, Permission.RDWR)) {
        imported.initBarrier();
        imported.put64(8, 42);
        return imported.get64(8);
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.osgi.test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
 * value moved; with two drivers, also what comes of a value in memory that both export.
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
      if (rsm.drivers().size() > 1) {
        System.out.println("shared: " + share(rsm));
      }
    }
  }

  /** The memory is exported by both drivers, and each of them gives a part of it back. */
  private static String share(Rsm rsm) {
    try (Arena arena = Arena.ofShared();
        RsmController loopback = rsm.controller("loopback");
        RsmController sci = rsm.controller("sci0")) {
      MemorySegment memory = arena.allocate(LENGTH, LENGTH);
      memory.set(ValueLayout.JAVA_LONG, 0, 1);
      try (ExportSegment first = loopback.createExport(memory, LENGTH)) {
        ImportSegment importer = imported(loopback, first);
        StringBuilder seen = new StringBuilder();
        try (ExportSegment second = sci.createExport(memory, LENGTH)) {
          ImportSegment other = imported(sci, second);
          importer.put64(8, 2);
          seen.append(other.get64(0)).append(other.get64(8));
          other.put64(16, 3);
          seen.append(importer.get64(16));
        }
        importer.put64(24, 4);
        return seen.append(memory.get(ValueLayout.JAVA_LONG, 24)).toString();
      }
    }
  }

  private static ImportSegment imported(RsmController controller, ExportSegment exported) {
    SegmentId id = exported.publish(SegmentId.ANY, null);
    ImportSegment imported = controller.connect(controller.localNode(), id, Permission.RDWR);
    imported.initBarrier();
    return imported;
  }

  private static long move(Rsm rsm) {
    try (Arena arena = Arena.ofShared();
        RsmController controller = rsm.controller(null);
        ExportSegment exported =
            controller.createExport(controller.allocate(LENGTH, arena), LENGTH)) {
      try (ImportSegment imported = imported(controller, exported)) {
        imported.put64(8, 42);
        return imported.get64(8);
      }
    }
  }
}

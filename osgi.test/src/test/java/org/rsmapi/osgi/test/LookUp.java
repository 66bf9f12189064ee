// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.osgi.test;

import org.rsmapi.DriverStatus;
import org.rsmapi.Rsm;

/** Run by a second JVM: prints the modules of library and API, and the drivers found. */
final class LookUp {

  private LookUp() {}

  public static void main(String[] arguments) {
    System.out.println("api: " + Rsm.class.getModule());
    try (Rsm rsm = Rsm.load()) {
      System.out.println("library: " + rsm.getClass().getModule());
      for (DriverStatus driver : rsm.drivers()) {
        System.out.println("driver: " + driver.type());
      }
    }
  }
}

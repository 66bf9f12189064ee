// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.nio.file.Path;
import java.util.Optional;

/** Prints whether a library can be used, in a JVM of its own. */
final class AvailabilityProbe {

  private AvailabilityProbe() {}

  public static void main(String[] args) {
    System.out.println(new LibSisci(Optional.of(Path.of(args[0]))).availability().reason());
  }
}

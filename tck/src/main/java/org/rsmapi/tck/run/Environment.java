// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.rsmapi.tck.Capability;

/**
 * What was tested, with what, and where.
 *
 * @param driver the driver as its vendor names it
 * @param driverVersion its version; empty if unknown
 * @param endpoints the names of the endpoints, the one in the process of the tests first
 * @param absent what the driver or the place does not offer, with the reason
 * @param tckVersion version of these tests
 * @param libraryVersion version of the library between the tests and the driver; empty if unknown
 * @param java version and vendor of the JVM
 * @param system operating system and architecture
 * @param started when the run began
 */
public record Environment(
    String driver,
    String driverVersion,
    List<String> endpoints,
    Map<Capability, String> absent,
    String tckVersion,
    String libraryVersion,
    String java,
    String system,
    Instant started) {

  /** Copies the lists. */
  public Environment {
    endpoints = List.copyOf(endpoints);
    absent = Map.copyOf(absent);
  }
}

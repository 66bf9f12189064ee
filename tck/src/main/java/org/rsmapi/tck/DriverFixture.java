// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.osgi.annotation.versioning.ConsumerType;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.tck.fixture.Surroundings;

/**
 * What the tests have to know of the driver under test. A vendor implements it and has {@link
 * ServiceLoader} find it, or says the same in a properties file, {@code
 * META-INF/org.rsmapi.tck.properties} in the jar of the driver.
 */
@ConsumerType
public interface DriverFixture {

  /**
   * Returns the name of the driver, for the report.
   *
   * @return for people, for example {@code Acme SCI driver}
   */
  String driver();

  /**
   * Returns the version of the driver, for the report.
   *
   * @return empty if unknown
   */
  default String version() {
    return "";
  }

  /**
   * Returns where the tests can use the driver.
   *
   * @return at least one; the first is in the process of the tests
   */
  List<Endpoint> endpoints();

  /**
   * Returns what the driver, or the place it is tested in, does not offer. All else is claimed, so
   * that a test of it fails if it is not there. {@link Capability#NO_MAP} and {@link
   * Capability#NO_REBIND} follow from their opposites; whether there are other users and creation
   * masks is found out.
   *
   * @return the reason for each, for people
   */
  default Map<Capability, String> absent() {
    return Map.of();
  }

  /**
   * Returns the system properties that the driver needs; set before it is loaded, in every process,
   * unless they are set already.
   *
   * @return names and values
   */
  default Map<String, String> systemProperties() {
    return Map.of();
  }

  /**
   * Returns the faults of the driver.
   *
   * @return by default the service for the type of the first controller
   */
  default Optional<FaultInjection> faults() {
    String type = endpoints().getFirst().type();
    return Surroundings.current().services(FaultInjection.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(faults -> faults.type().equals(type))
        .findFirst();
  }
}

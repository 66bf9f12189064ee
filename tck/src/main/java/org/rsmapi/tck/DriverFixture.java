// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck;

import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What the tests have to know of the driver under test; a vendor implements it. Found by {@link
 * java.util.ServiceLoader}, in the process of the tests and in the further processes that they
 * start.
 */
@ConsumerType
public interface DriverFixture {

  /**
   * Returns the controller to test.
   *
   * @return its name, for example {@code sci0}
   */
  String controller();

  /**
   * Returns what the driver, in the place it is tested in, has to offer. A rule that needs anything
   * else is not applicable.
   *
   * @return the capabilities
   */
  Set<Capability> capabilities();

  /**
   * Returns the system properties that the driver needs; set before it is loaded, in every process.
   *
   * @return names and values
   */
  Map<String, String> systemProperties();
}

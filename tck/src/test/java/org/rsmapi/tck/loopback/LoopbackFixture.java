// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.loopback;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.DriverFixture;

/** The loopback driver on one host. */
public final class LoopbackFixture implements DriverFixture {

  private static final String NAMESPACE = "org.rsmapi.fabric.namespace";

  /** For {@link java.util.ServiceLoader}. */
  public LoopbackFixture() {}

  @Override
  public String controller() {
    return "loopback";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.MAP,
        Capability.MAP_FIXED,
        Capability.REBIND,
        Capability.SECOND_PROCESS,
        Capability.SECOND_USER,
        Capability.CREATION_MASK,
        Capability.LIMITED_RESOURCES,
        Capability.FAULT_INJECTION,
        Capability.FOREIGN_POLL_SOURCE);
  }

  /** A run of the tests has the ids of a host for itself. */
  @Override
  public Map<String, String> systemProperties() {
    String inherited = System.getProperty(NAMESPACE);
    return Map.of(
        NAMESPACE, inherited == null ? "tck-" + ProcessHandle.current().pid() : inherited);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.loopback;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.DriverFixture;
import org.rsmapi.tck.support.Peer;

/** The loopback driver on one host. */
public final class LoopbackFixture implements DriverFixture {

  private static final String NAMESPACE = "org.rsmapi.fabric.namespace";

  /** Looked up once: the place does not change, and looking starts processes. */
  private static final class Place {
    private static final boolean USERS = Peer.canStartAs();
    private static final boolean MASKS = Peer.canStartWithMask();
  }

  /** For {@link java.util.ServiceLoader}. */
  public LoopbackFixture() {}

  @Override
  public String controller() {
    return "loopback";
  }

  @Override
  public Set<Capability> capabilities() {
    Set<Capability> capabilities =
        EnumSet.of(
            Capability.MAP,
            Capability.MAP_FIXED,
            Capability.REBIND,
            Capability.SECOND_PROCESS,
            Capability.LIMITED_RESOURCES,
            Capability.FAULT_INJECTION,
            Capability.FOREIGN_POLL_SOURCE);
    if (Place.USERS) {
      capabilities.add(Capability.SECOND_USER);
    }
    if (Place.MASKS) {
      capabilities.add(Capability.CREATION_MASK);
    }
    return capabilities;
  }

  /** A run of the tests has the ids of a host for itself. */
  @Override
  public Map<String, String> systemProperties() {
    String inherited = System.getProperty(NAMESPACE);
    return Map.of(
        NAMESPACE, inherited == null ? "tck-" + ProcessHandle.current().pid() : inherited);
  }
}

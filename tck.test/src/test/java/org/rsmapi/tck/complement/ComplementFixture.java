// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.complement;

import java.util.List;
import java.util.Map;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.DriverFixture;
import org.rsmapi.tck.Endpoint;

/** Three nodes in this process. */
public final class ComplementFixture implements DriverFixture {

  /** For {@link java.util.ServiceLoader}. */
  public ComplementFixture() {}

  @Override
  public String driver() {
    return "Complement of loopback";
  }

  @Override
  public List<Endpoint> endpoints() {
    return ComplementDriver.UNITS.stream()
        .map(unit -> Endpoint.here(ComplementDriver.TYPE + unit))
        .toList();
  }

  @Override
  public Map<Capability, String> absent() {
    return Map.of(
        Capability.MAP, "every access is a call of the driver",
        Capability.REBIND, "the memory of a segment stays for good",
        Capability.SECOND_PROCESS, "all nodes are in one process",
        Capability.MIXED_ENDIAN, "a process has one byte order");
  }
}

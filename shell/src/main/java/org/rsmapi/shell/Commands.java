// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell;

import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.rsmapi.DriverStatus;
import org.rsmapi.Rsm;

/** The commands. Gogo calls the methods by name. */
public final class Commands {

  private final BundleContext context;

  Commands(BundleContext context) {
    this.context = context;
  }

  /**
   * Lists the drivers that are there.
   *
   * @return one line for each
   */
  public List<String> drivers() {
    ServiceReference<Rsm> reference = context.getServiceReference(Rsm.class);
    Rsm rsm = reference == null ? null : context.getService(reference);
    if (rsm == null) {
      return List.of();
    }
    try {
      return rsm.drivers().stream().map(DriverStatus::toString).toList();
    } finally {
      context.ungetService(reference);
    }
  }
}

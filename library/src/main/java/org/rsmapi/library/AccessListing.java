// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rsmapi.AccessEntry;
import org.rsmapi.spi.AccessPolicy;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.DriverExport;

/**
 * The check of one access list, for the segment that it is to hold for.
 *
 * @param segment the segment
 * @param operation the call of the application
 */
record AccessListing(ExportState segment, String operation) {

  /** Returns what decides by the list; fails with BAD_ACL. */
  AccessPolicy policy(@Nullable List<? extends @Nullable AccessEntry> accessList) {
    DriverExport driverExport;
    DriverController present;
    segment.lock.lock();
    try {
      driverExport = segment.live(segment.export, operation);
      present = segment.live(segment.device, operation);
    } finally {
      segment.lock.unlock();
    }
    Quotas quotas = segment.controller.account().quotas();
    return DriverFailure.translate(
        operation,
        DriverCodes.ACCESS_LIST,
        () ->
            AccessList.of(
                accessList,
                driverExport.owner(),
                present,
                () -> quotas.configuration().maxConnectionsPerSegment(),
                operation));
  }
}

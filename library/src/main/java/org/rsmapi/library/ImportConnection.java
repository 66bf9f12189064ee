// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.Segment;
import org.rsmapi.spi.DriverImport;

/** The driver's side of one import segment, until the segment or the driver has gone. */
final class ImportConnection {

  private final ImportState segment;
  private volatile @Nullable DriverImport driver;

  ImportConnection(ImportState segment) {
    this.segment = segment;
  }

  void attach(DriverImport connected) {
    driver = connected;
  }

  /** Returns the driver's side, or says why it is gone. */
  DriverImport forCall(String operation) {
    DriverImport present = driver;
    if (present == null) {
      segment.checkConnected(operation);
      throw new RsmException(RsmError.CONN_ABORTED, operation, "the driver was withdrawn");
    }
    return present;
  }

  /** Fails if the driver's side is gone, and says why. */
  void checkPresent(String operation) {
    DriverImport ignored = forCall(operation);
  }

  /** Returns the driver's side, or null once it has left. */
  @Nullable DriverImport ifPresent() {
    return driver;
  }

  /** Posts for a call that has found the segment connected; allocates nothing. */
  void post(String operation, int flags) {
    segment.checkNotBroken(operation);
    DriverImport present = forCall(operation);
    try {
      present.post((flags & Segment.SIGPOST_NO_ACCUMULATE) == 0);
    } catch (RuntimeException | Error e) {
      throw DriverFailure.of(e, operation, DriverCodes.POST);
    }
  }

  /** Ends the connection, which has ended for the application already. */
  void disconnect(String operation) {
    DriverImport present = driver;
    if (present != null) {
      DriverFailure.contain(operation, present::disconnect);
    }
    driver = null;
  }

  /** The device is closed. */
  void forget() {
    driver = null;
  }
}

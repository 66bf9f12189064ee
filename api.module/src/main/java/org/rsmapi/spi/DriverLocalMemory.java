// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.spi;

import org.osgi.annotation.versioning.ConsumerType;

/** Local memory that a driver has prepared for vector transfers. */
@ConsumerType
public interface DriverLocalMemory {

  /** Undoes the preparation; called once, unless the controller is closed first, which does it. */
  void free();
}

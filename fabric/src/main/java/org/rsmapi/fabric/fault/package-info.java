// SPDX-License-Identifier: Apache-2.0
/**
 * Faults on request, for the drivers that contain the fabric: {@link org.rsmapi.spi.FaultInjection}
 * over decorators of the interface to drivers.
 *
 * <p>A driver has a {@link org.rsmapi.fabric.fault.FaultSwitch} in a static field, hands the driver
 * proper to {@link org.rsmapi.fabric.fault.FaultSwitch#around}, and offers a subclass of {@link
 * org.rsmapi.fabric.fault.DriverFaults} as a service. Switched off, the driver proper comes back as
 * it is, and nothing here has a part in any call.
 */
@NullMarked
package org.rsmapi.fabric.fault;

import org.jspecify.annotations.NullMarked;

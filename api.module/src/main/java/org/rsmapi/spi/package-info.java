// SPDX-License-Identifier: Apache-2.0
/**
 * The interface between the RSMAPI library and the drivers of interconnects.
 *
 * <p>A driver implements {@link org.rsmapi.spi.RsmDriver} and, behind it, {@link
 * org.rsmapi.spi.DriverController}, {@link org.rsmapi.spi.DriverExport} and {@link
 * org.rsmapi.spi.DriverImport}; it is found by {@link java.util.ServiceLoader}, in an OSGi
 * container as a service. The library has checked every argument and state, in the order of the
 * manual, before it calls a driver; a driver answers for what its medium decides.
 *
 * <p><b>Errors.</b> A driver throws {@link org.rsmapi.RsmException}. Codes that the function of the
 * application documents come through; the library makes one of those of any other code, and of
 * whatever else a driver throws. Where an application cannot be told (close, disconnect, free, a
 * signal that is taken) it logs what was thrown and goes on. <b>Threads.</b> Any method may be
 * called by any thread at any time, several at once. <b>Callbacks</b> ({@link
 * org.rsmapi.spi.ControllerListener}, {@link org.rsmapi.spi.SignalListener}, {@link
 * org.rsmapi.spi.ImportListener}) may come on any thread and return at once; none comes after the
 * object concerned was closed.
 *
 * <p><b>Leaving.</b> When a driver is withdrawn the library closes its controllers and forgets its
 * objects. A driver must then have ended its threads and hold no memory, descriptor or reference
 * that keeps its class loader alive; memory that it handed out stays accessible, see {@link
 * org.rsmapi.spi.DriverImport#window}.
 *
 * <p>Interfaces marked {@link org.osgi.annotation.versioning.ConsumerType} are implemented by
 * drivers, the others by the library.
 */
@Version("0.1.0")
@NullMarked
package org.rsmapi.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;

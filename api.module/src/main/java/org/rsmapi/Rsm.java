// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.rsmapi.spi.LibraryProvider;

/**
 * The way into RSMAPI: controllers, the topology, and the drivers that are there.
 *
 * <p>In plain Java, {@link #load()} finds the library and the drivers on class path or module path.
 * In an OSGi container the library registers this type as a service; each bundle that gets the
 * service has an instance of its own, and drivers may come and go.
 *
 * <p><b>Lifetime.</b> Until {@link #close}, or until the bundle gives the service back. Closing
 * stands for the exit of a process: it releases every controller held through this instance.
 * <b>Owner:</b> whoever loaded it; the container, for a service.
 */
@ProviderType
public interface Rsm extends AutoCloseable {

  /**
   * Loads the library and the drivers that the class loader of this type can see.
   *
   * @return a new instance; the caller owns it
   * @throws IllegalStateException if no library is found; the message says what to add
   */
  static Rsm load() {
    return load(Rsm.class.getClassLoader());
  }

  /**
   * Loads the library and the drivers that a class loader can see.
   *
   * @param loader where to look for {@link LibraryProvider} and {@link org.rsmapi.spi.RsmDriver};
   *     null for the system class loader
   * @return a new instance; the caller owns it
   * @throws IllegalStateException if no library is found; the message says what to add
   */
  static Rsm load(@Nullable ClassLoader loader) {
    ClassLoader effective = loader == null ? ClassLoader.getSystemClassLoader() : loader;
    return ServiceLoader.load(LibraryProvider.class, effective)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Rsm.load: no library found; add org.rsmapi.library to the class path or module"
                        + " path (loader="
                        + effective
                        + "), or in an OSGi container get the service org.rsmapi.Rsm instead"))
        .create(effective);
  }

  /**
   * Obtains a controller ({@code rsm_get_controller}).
   *
   * <p>A name is a type and a decimal unit. Letter case does not matter, a missing unit means 0,
   * leading zeros are harmless, loopback ignores the unit.
   *
   * @param name for example {@code sci0}, at most 255 characters; null for loopback
   * @return a handle of its own for each call; the caller owns it
   * @throws RsmException with one of these codes, checked in this order:
   *     <ul>
   *       <li>{@link RsmError#CTLR_NOT_PRESENT}: no driver of this type is there or available, or
   *           it has no such unit; the message names those that exist
   *           (GET_CONTROLLER-CTLR_NOT_PRESENT-01, -03)
   *       <li>{@link RsmError#INSUFFICIENT_MEM}: memory is short
   *           (GET_CONTROLLER-INSUFFICIENT_MEM-01)
   *       <li>{@link RsmError#BAD_LIBRARY_VERSION}: the driver was built for another version of the
   *           driver interface (GET_CONTROLLER-BAD_LIBRARY_VERSION-01)
   *     </ul>
   */
  RsmController controller(@Nullable String name);

  /**
   * Takes a snapshot of the local controllers and their links ({@code
   * rsm_get_interconnect_topology}).
   *
   * @return the snapshot, without loopback
   * @throws RsmException with the code {@link RsmError#INSUFFICIENT_MEM} if memory is short
   *     (TOPOLOGY-INSUFFICIENT_MEM-01)
   */
  Topology topology();

  /**
   * Lists the drivers that are there, usable or not. Not part of the C API.
   *
   * @return one entry per driver, by type; immutable
   */
  List<DriverStatus> drivers();

  /** Releases every controller held through this instance; may be repeated. */
  @Override
  void close();
}

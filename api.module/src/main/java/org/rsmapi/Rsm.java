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
   * @throws IllegalStateException if no library is found, or a system property of the configuration
   *     has a value that is not allowed; the message says what to do
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
   * @throws IllegalStateException if no library is found, or a system property of the configuration
   *     has a value that is not allowed; the message says what to do
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
   * Looks up the ids that the configuration sets aside for an application ({@code
   * rsm_get_segmentid_range}).
   *
   * <p>The file, by default {@code /etc/rsm/rsm.segmentid}, has a line per application: {@code
   * reserve} or {@code reserved}, the application's id, the first segment id in hexadecimal, the
   * number of ids in decimal. Lines that begin with {@code #} are comments. Letter case plays no
   * part. The first line of the application counts, and what follows it is not looked at.
   *
   * @param applicationId as in the file
   * @return the range
   * @throws RsmException with one of these codes, checked in this order:
   *     <ul>
   *       <li>{@link RsmError#BAD_ADDR}: {@code applicationId} is null (SEGID_RANGE-BAD_ADDR-01)
   *       <li>{@link RsmError#BAD_CONF}: the file cannot be read; or a line up to the application's
   *           is blank or has fewer than four fields; or the application's line has another
   *           keyword, or a number that is none or does not fit (SEGID_RANGE-BAD_CONF-01 to -03)
   *       <li>{@link RsmError#BAD_APPID}: the application is not in the file
   *           (SEGID_RANGE-BAD_APPID-01)
   *     </ul>
   */
  SegmentIdRange segmentIdRange(@Nullable String applicationId);

  /**
   * Waits until at least one of several sources is ready, and takes one event of each segment that
   * is ({@code rsm_intr_signal_wait_pollfd}).
   *
   * <p>Sources that are not segments are counted and marked, but nothing is taken from them. The
   * marks of all entries are set: see {@link PollEntry#isReady}. Two threads that wait for one
   * segment share its events; the one that loses the race waits on. No lock is held while waiting.
   * A virtual thread that waits gives its carrier away.
   *
   * @param entries the sources; of segments of any {@link Rsm} of this process
   * @param count how many of them count, from the first; with 0 the call waits in vain
   * @param timeoutMillis milliseconds; 0 returns at once; every negative value waits without limit
   * @return how many entries are ready, at least 1
   * @throws RsmException with one of these codes, checked in this order; no event is taken:
   *     <ul>
   *       <li>{@link RsmError#BAD_ADDR}: {@code entries} is null and {@code count} greater than 0
   *           (WAIT_POLLFD-BAD_ADDR-01)
   *       <li>{@link RsmError#BAD_ARGS_ERRORS}: {@code count} negative or above the array; an entry
   *           that is null; a poll reference that is null or no longer valid, also if it is
   *           released while the call waits; a channel that is null, closed or blocking; a
   *           descriptor that is not open (WAIT_POLLFD-BAD_ARGS_ERRORS-01)
   *       <li>{@link RsmError#INSUFFICIENT_MEM}, {@link RsmError#INSUFFICIENT_RESOURCES}: memory or
   *           descriptors are short (WAIT_POLLFD-INSUFFICIENT_MEM-01,
   *           WAIT_POLLFD-INSUFFICIENT_RESOURCES-01)
   *       <li>{@link RsmError#INTERRUPTED}: the thread is interrupted while nothing is ready
   *           (WAIT_POLLFD-INTERRUPTED-01)
   *       <li>{@link RsmError#TIMEOUT}: nothing was ready in time, not before the time is up
   *           (WAIT_POLLFD-TIMEOUT-01)
   *     </ul>
   */
  int signalWait(@Nullable PollEntry @Nullable [] entries, int count, long timeoutMillis);

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

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Error detection over a span of time, for a medium that can lose accesses.
 *
 * <p>The library keeps the states (open, closed, destroyed) and the order of checks; it calls order
 * and close only on an open barrier of a connection that is not broken.
 */
@ConsumerType
public interface DriverBarrier {

  /** Notes the error counters or starts the sequence; begins anew if open. Reports no trouble. */
  void open();

  /**
   * Completes what was transferred so far ahead of what follows.
   *
   * @throws org.rsmapi.RsmException with {@link org.rsmapi.RsmError#BARRIER_FAILURE} or {@link
   *     org.rsmapi.RsmError#CONN_ABORTED}
   */
  void order();

  /**
   * Completes what was transferred since open, asynchronous puts included.
   *
   * @throws org.rsmapi.RsmException with {@link org.rsmapi.RsmError#BARRIER_FAILURE} or {@link
   *     org.rsmapi.RsmError#CONN_ABORTED}
   */
  void close();

  /** Gives its resources back; called once. */
  void destroy();
}

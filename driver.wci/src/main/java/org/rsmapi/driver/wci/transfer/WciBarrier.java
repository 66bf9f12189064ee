// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.transfer;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.DriverBarrier;

/**
 * A barrier as Sun's plug-in library has it: what was counted at its opening must be the same at
 * its close, once a store and a load have gone over each path. Both the errors and the changes of
 * routes are those of the controller, so that trouble with another node makes it fail, too.
 */
public final class WciBarrier implements DriverBarrier {

  private static final long REROUTING = -1;

  private final RouteState routes;
  private final ErrorCounts errors;
  private final @Nullable Traffic traffic;
  private final Supplier<@Nullable MemorySegment> page;

  private long counterAtOpen;
  private long errorsAtOpen;

  /**
   * Makes a barrier.
   *
   * @param traffic to the other node; null for the own one
   * @param page memory of the other node for the round trip; null once the node is lost
   */
  public WciBarrier(
      RouteState routes,
      ErrorCounts errors,
      @Nullable Traffic traffic,
      Supplier<@Nullable MemorySegment> page) {
    this.routes = routes;
    this.errors = errors;
    this.traffic = traffic;
    this.page = page;
  }

  @Override
  public void open() {
    // The counter first: a change that begins in between is one.
    long counter = routes.counter();
    counterAtOpen = routes.isRerouting() ? REROUTING : counter;
    errorsAtOpen = errors.total();
  }

  @Override
  public void order() {
    check("order");
  }

  @Override
  public void close() {
    check("close");
  }

  private void check(String operation) {
    VarHandle.fullFence();
    if (traffic != null) {
      MemorySegment present = page.get();
      if (present == null) {
        throw new RsmException(
            RsmError.CONN_ABORTED, operation, "the node is lost; disconnect and connect again");
      }
      traffic.touch(present);
    }
    if (errors.total() != errorsAtOpen) {
      throw new RsmException(
          RsmError.BARRIER_FAILURE,
          operation,
          "transactions have failed since the barrier was opened; repeat the transfers");
    }
    if (routes.isRerouting() || routes.counter() != counterAtOpen) {
      throw new RsmException(
          RsmError.BARRIER_FAILURE,
          operation,
          "routes have changed since the barrier was opened; repeat the transfers");
    }
  }

  @Override
  public void destroy() {
    // There is nothing to give back.
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.fault;

import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.FaultPoint;

/**
 * The way of calls into a controller: past the faults, and closed once the controller leaves, so
 * that no thread is held in a driver that is about to go.
 */
final class Passage {

  private final FaultRegistry registry;

  /** Guarded by the lock of the registry. */
  private boolean shut;

  Passage(FaultRegistry registry) {
    this.registry = registry;
  }

  /** Takes a call past a point, or throws what the fault there says. */
  void pass(FaultPoint point, String operation) {
    ArmedFault fault = meet(point, operation);
    if (fault != null) {
      throw fault.failure(operation);
    }
  }

  /** Returns the fault that ends the call, or null if it may go on. */
  @Nullable ArmedFault meet(FaultPoint point, String operation) {
    return registry.meet(point, operation, this);
  }

  void awaitNothing(ArmedFault loss, String operation) {
    registry.awaitNothing(loss, operation, this);
  }

  boolean isArmed(FaultPoint point) {
    return registry.isArmed(point);
  }

  /** No call comes through any more; those that are held end. */
  void shut() {
    registry.shut(this);
  }

  /** Under the lock of the registry. */
  void markShut() {
    shut = true;
  }

  /** Under the lock of the registry: fails if the controller has left. */
  void check(FaultPoint point, String operation) {
    if (shut) {
      throw new RsmException(
          gone(point), operation, "the controller has left; obtain it again when it is back");
    }
  }

  /** What the library makes of a call to an object whose controller has left. */
  private static RsmError gone(FaultPoint point) {
    return switch (point) {
      case VERSION, OPEN, TOPOLOGY, ALLOCATE, CREATE, LOCAL_MEMORY, CONNECT, LINK ->
          RsmError.CTLR_NOT_PRESENT;
      case PUBLISH, REPUBLISH, REBIND, UNPUBLISH, BARRIER -> RsmError.BAD_SEG_HNDL;
      case MAP, TRANSFER, POST -> RsmError.CONN_ABORTED;
    };
  }
}

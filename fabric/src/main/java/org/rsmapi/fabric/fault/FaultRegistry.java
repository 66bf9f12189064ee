// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.fault;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.fabric.Fabric;
import org.rsmapi.spi.FaultPoint;

/**
 * The faults that are armed in one driver, and the threads that they hold.
 *
 * <p>The lock guards the faults; a thread that is held waits for its condition, without the lock.
 */
final class FaultRegistry {

  private final Set<FaultPoint> points;
  private final Set<FaultPoint> losing;
  private final OpenControllers controllers = new OpenControllers();

  private final ReentrantLock lock = new ReentrantLock();

  /** A fault was lifted, or a controller has left. */
  private final Condition changed = lock.newCondition();

  private final Map<FaultPoint, List<ArmedFault>> armed = new EnumMap<>(FaultPoint.class);

  /** Who wants to know when links are taken down and come up again. */
  private final Set<Runnable> linkWatchers = ConcurrentHashMap.newKeySet();

  /** How often links were taken down. */
  private final AtomicInteger outages = new AtomicInteger();

  FaultRegistry(Set<FaultPoint> points, Set<FaultPoint> losing) {
    this.points = Set.copyOf(points);
    this.losing = Set.copyOf(losing);
  }

  /** Returns the points where something can get lost. */
  Set<FaultPoint> losing() {
    return losing;
  }

  int outages() {
    return outages.get();
  }

  Set<FaultPoint> points() {
    return points;
  }

  OpenControllers controllers() {
    return controllers;
  }

  int locked(IntSupplier read) {
    lock.lock();
    try {
      return read.getAsInt();
    } finally {
      lock.unlock();
    }
  }

  /** Arms a fault that no number of calls uses up. */
  ArmedFault arm(FaultPoint point, ArmedFault.Effect effect) {
    return arm(point, effect, RsmError.REMOTE_NODE_UNREACHABLE, Integer.MAX_VALUE);
  }

  ArmedFault arm(FaultPoint point, ArmedFault.Effect effect, RsmError error, int times) {
    if (!points.contains(point)) {
      throw new IllegalArgumentException(
          "point=" + point + " is not offered; use one of " + points);
    }
    ArmedFault fault = new ArmedFault(this, point, effect, error, times);
    lock.lock();
    try {
      armed.computeIfAbsent(point, _ -> new ArrayList<>()).add(fault);
      if (point == FaultPoint.LINK) {
        outages.incrementAndGet();
      }
    } finally {
      lock.unlock();
    }
    tellOfLinks(point);
    return fault;
  }

  Set<Runnable> linkWatchers() {
    return linkWatchers;
  }

  /** Not under the lock: they look at the faults. */
  private void tellOfLinks(FaultPoint point) {
    if (point == FaultPoint.LINK) {
      linkWatchers.forEach(Runnable::run);
    }
  }

  void lift(ArmedFault fault) {
    lock.lock();
    try {
      end(fault);
    } finally {
      lock.unlock();
    }
    tellOfLinks(fault.point());
  }

  private void end(ArmedFault fault) {
    if (fault.end()) {
      armedAt(fault.point()).remove(fault);
      changed.signalAll();
    }
  }

  private List<ArmedFault> armedAt(FaultPoint point) {
    return armed.getOrDefault(point, List.of());
  }

  boolean isArmed(FaultPoint point) {
    lock.lock();
    try {
      return !armedAt(point).isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a call past a point: past each fault there, in the order they were armed.
   *
   * @param passage of the controller that is called
   * @return the fault that ends the call, or null if it may go on
   * @throws RsmException if the thread was interrupted or the controller left while it was held
   */
  @Nullable ArmedFault meet(FaultPoint point, String operation, Passage passage) {
    lock.lock();
    try {
      passage.check(point, operation);
      // A copy, since the faults change while a call is held at the first of them.
      for (ArmedFault fault : List.copyOf(armedAt(point))) {
        if (fault.isLifted()) {
          continue;
        }
        fault.hit();
        switch (fault.effect()) {
          case HOLD -> await(fault, operation, passage, Long.MAX_VALUE);
          case DROP -> {
            return fault;
          }
          case FAIL -> {
            if (fault.spend()) {
              end(fault);
            }
            return fault;
          }
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for an answer that never comes, as long as the fabric waits for one. */
  void awaitNothing(ArmedFault loss, String operation, Passage passage) {
    lock.lock();
    try {
      await(loss, operation, passage, TimeUnit.SECONDS.toNanos(Fabric.ANSWER_LIMIT_SECONDS));
    } finally {
      lock.unlock();
    }
  }

  private void await(ArmedFault fault, String operation, Passage passage, long limitNanos) {
    try {
      long nanos = limitNanos;
      while (!fault.isLifted() && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
        passage.check(fault.point(), operation);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      String detail = "interrupted while held by the fault injected at " + fault.point();
      throw new RsmException(RsmError.INTERRUPTED, operation, detail, 0, e);
    }
  }

  /** A controller leaves: the threads that are held in it end. */
  void shut(Passage passage) {
    lock.lock();
    try {
      passage.markShut();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/**
 * Which names are taken, by which controllers, and how many references there are to each.
 *
 * <p>A name is taken from before its device is opened until after it is closed, so that no device
 * is open twice. A controller that was withdrawn gives its name up and keeps its references. The
 * lock is never held while a driver is called.
 */
final class ControllerTable {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Names whose device is being opened. */
  private final Set<ControllerName> opening = new HashSet<>();

  /** Controllers whose device is open, or not closed yet. */
  private final Map<ControllerName, Controller> present = new HashMap<>();

  /** Controllers that have references, withdrawn ones too. */
  private final Map<Controller, Integer> references = new HashMap<>();

  private boolean closed;

  /** Adds a reference to a controller; null if there is none of this name that can be used. */
  @Nullable Controller retain(ControllerName name, String operation) {
    lock.lock();
    try {
      return retainLocked(name, operation);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Controller retainLocked(ControllerName name, String operation) {
    if (closed) {
      throw new RsmException(
          RsmError.CTLR_NOT_PRESENT, operation, "this Rsm is closed; load another");
    }
    Controller controller = present.get(name);
    if (controller == null || controller.isLeaving()) {
      return null;
    }
    // Without references it closes, and nobody brings it back.
    return references.computeIfPresent(controller, (held, count) -> count + 1) == null
        ? null
        : controller;
  }

  /**
   * Takes a name, for a device to be opened: waits until it is free.
   *
   * @return null if the name is taken by this call; else a controller that another thread has
   *     opened meanwhile, with a reference more
   */
  @Nullable Controller reserve(ControllerName name, String operation) {
    lock.lock();
    try {
      while (true) {
        Controller controller = retainLocked(name, operation);
        if (controller != null) {
          return controller;
        }
        if (!present.containsKey(name) && opening.add(name)) {
          return null;
        }
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Enters a controller, with one reference, under the name that was reserved for it; refused if it
   * has left since, or everything is closed.
   *
   * @param driverPresent whether its driver is still there; must not wait
   */
  boolean enter(Controller controller, BooleanSupplier driverPresent) {
    lock.lock();
    try {
      // Under the lock: whoever makes it leave from now on finds it in the table.
      if (closed || controller.isLeaving() || !driverPresent.getAsBoolean()) {
        return false;
      }
      opening.remove(controller.name());
      present.put(controller.name(), controller);
      references.put(controller, 1);
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Gives back a name that was reserved: nothing was opened, or it is closed again. */
  void giveUp(ControllerName name) {
    lock.lock();
    try {
      opening.remove(name);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes a reference off and returns how many are left; negative if there was none. */
  int giveBack(Controller controller) {
    lock.lock();
    try {
      Integer count = references.remove(controller);
      if (count == null) {
        return -1;
      }
      if (count > 1) {
        references.put(controller, count - 1);
      }
      return count - 1;
    } finally {
      lock.unlock();
    }
  }

  /** Takes in nothing more, takes all references off, and returns what had any. */
  List<Controller> close() {
    lock.lock();
    try {
      closed = true;
      List<Controller> held = List.copyOf(references.keySet());
      references.clear();
      changed.signalAll();
      return held;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the controllers whose device is not closed. */
  List<Controller> present() {
    lock.lock();
    try {
      return List.copyOf(present.values());
    } finally {
      lock.unlock();
    }
  }

  boolean isPresent(Controller controller) {
    lock.lock();
    try {
      return present.get(controller.name()) == controller;
    } finally {
      lock.unlock();
    }
  }

  /** The device of a controller is closed: its name is free. */
  void deviceClosed(Controller controller) {
    lock.lock();
    try {
      present.remove(controller.name(), controller);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the device of a controller is closed. */
  void awaitDeviceClosed(Controller controller) {
    lock.lock();
    try {
      while (present.get(controller.name()) == controller) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the device of a controller that closes; returns at once if it does not. */
  void awaitIfClosing(Controller controller) {
    lock.lock();
    try {
      while (present.get(controller.name()) == controller && !references.containsKey(controller)) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no device is open. */
  void awaitEmpty() {
    lock.lock();
    try {
      while (!present.isEmpty()) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}

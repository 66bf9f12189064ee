// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.fault;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;

/** The controllers of a driver that are open in this process, and the units that are withdrawn. */
final class OpenControllers {

  private final Set<FaultyController> open = new HashSet<>();
  private final Set<Integer> withdrawn = new HashSet<>();

  /** Returns those of the units that are not withdrawn. */
  synchronized List<Integer> present(List<Integer> units) {
    return units.stream().filter(unit -> !withdrawn.contains(unit)).toList();
  }

  synchronized void checkPresent(int unit) {
    if (withdrawn.contains(unit)) {
      throw new RsmException(RsmError.CTLR_NOT_PRESENT, "open", reason(unit));
    }
  }

  static String reason(int unit) {
    return "unit=" + unit + " was withdrawn by fault injection; restore it";
  }

  /** Enters a controller; fails if its unit was withdrawn meanwhile. */
  synchronized void enter(FaultyController controller) {
    checkPresent(controller.unit());
    open.add(controller);
  }

  synchronized void leave(FaultyController controller) {
    open.remove(controller);
  }

  private synchronized List<FaultyController> leaving(int unit) {
    withdrawn.add(unit);
    return open.stream().filter(controller -> controller.unit() == unit).toList();
  }

  void withdraw(int unit) {
    // Not under the lock: the library is told.
    leaving(unit).forEach(FaultyController::withdraw);
  }

  synchronized void restore(int unit) {
    withdrawn.remove(unit);
  }

  int breakConnections(SegmentId id) {
    List<FaultyController> all;
    synchronized (this) {
      all = List.copyOf(open);
    }
    return all.stream().mapToInt(controller -> controller.breakConnections(id)).sum();
  }
}

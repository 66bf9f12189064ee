// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rsmapi.ControllerAttributes;
import org.rsmapi.NodeId;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.Topology;
import org.rsmapi.spi.ControllerListener;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.RsmDriver;

/**
 * What the handles of one controller share: the device of the driver, the references, the segments.
 *
 * <p>References are guarded by the lock of the library, the rest by this object. No driver is
 * called while this object is locked.
 */
final class Controller implements ControllerListener {

  /** What has become of the device. */
  private enum Life {
    OPEN,
    /** Withdrawn: creating and connecting answer CTLR_NOT_PRESENT. */
    ABSENT,
    /** The last reference was given back. */
    CLOSED
  }

  private final Library library;
  private final ControllerName name;
  private final ControllerAttributes attributes;
  private final NodeId localNode;
  private final SegmentAccount account;

  private int references = 1;

  /** The driver has said that the device leaves; true before {@link #life} says so. */
  private volatile boolean leaving;

  private Life life = Life.OPEN;
  private @Nullable RsmDriver driver;
  private @Nullable DriverController device;
  private final Set<ExportHandle> exports = new HashSet<>();
  private final Set<ImportHandle> imports = new HashSet<>();
  private final LocalMemories localMemories = new LocalMemories(this);

  Controller(Library library, ControllerName name, RsmDriver driver) {
    this.library = library;
    this.name = name;
    this.driver = driver;
    DriverController opened = driver.open(name.unit(), this);
    this.device = opened;
    try {
      this.attributes = opened.attributes();
      this.localNode = opened.localNode();
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
    this.account = new SegmentAccount(attributes, library.quotas());
  }

  ControllerName name() {
    return name;
  }

  ControllerAttributes attributes() {
    return attributes;
  }

  LocalMemories localMemories() {
    return localMemories;
  }

  SegmentAccount account() {
    return account;
  }

  synchronized boolean isOf(RsmDriver candidate) {
    return driver == candidate;
  }

  /** Adds a reference; refused after the last one was given back. Under the library's lock. */
  boolean retain() {
    if (references == 0) {
      return false;
    }
    references++;
    return true;
  }

  /** Takes a reference off; true if it was the last. Under the library's lock. */
  boolean giveBack() {
    if (references == 0) {
      return false; // Rsm.close was faster
    }
    references--;
    return references == 0;
  }

  /** Takes all references off; true if there were any. Under the library's lock. */
  boolean giveAllBack() {
    boolean held = references > 0;
    references = 0;
    return held;
  }

  synchronized boolean isClosed() {
    return life == Life.CLOSED;
  }

  /**
   * Calls the device for create or connect; that the device has left, even while the call runs,
   * counts for more than what the call says.
   */
  <T> T onDevice(
      String operation, RsmError unreachable, RsmError defect, Function<DriverController, T> call) {
    DriverController present = device(operation);
    try {
      return DriverFailure.translate(operation, unreachable, defect, () -> call.apply(present));
    } catch (RsmException e) {
      device(operation);
      throw e;
    }
  }

  /** Returns the device, or fails as create and connect do. */
  synchronized DriverController device(String operation) {
    DriverController present = device;
    if (present == null) {
      throw gone(operation);
    }
    return present;
  }

  private RsmException gone(String operation) {
    return life == Life.CLOSED
        ? new RsmException(RsmError.BAD_CTLR_HNDL, operation, "controller=" + name + " is released")
        : new RsmException(
            RsmError.CTLR_NOT_PRESENT,
            operation,
            "controller=" + name + " was withdrawn; obtain it again when its driver is back");
  }

  Optional<Topology.LocalController> topology(String operation) {
    return onDevice(
        operation,
        RsmError.CTLR_NOT_PRESENT,
        RsmError.CTLR_NOT_PRESENT,
        DriverController::topology);
  }

  NodeId localNode() {
    return localNode;
  }

  /** Enters a segment made on a device; fails if the controller has left since. */
  synchronized void enter(ExportHandle segment, String operation) {
    if (device == null) {
      throw gone(operation);
    }
    exports.add(segment);
  }

  /** Enters a segment made on a device; fails if the controller has left since. */
  synchronized void enter(ImportHandle segment, String operation) {
    if (device == null) {
      throw gone(operation);
    }
    imports.add(segment);
  }

  /** A segment has ended; gives back what it took. */
  void leave(ExportHandle segment) {
    boolean entered;
    synchronized (this) {
      entered = exports.remove(segment);
    }
    if (entered) {
      account.giveExportBack(segment.length());
      account.quotas().freed().announce();
    }
  }

  /** A segment has ended; gives back what it took. */
  void leave(ImportHandle segment) {
    boolean entered;
    synchronized (this) {
      entered = imports.remove(segment);
    }
    if (entered) {
      account.giveImportBack();
      account.quotas().freed().announce();
    }
  }

  @Override
  public void withdrawn(String reason) {
    leaving = true;
    library.withdrawSoon(this);
  }

  /** Whoever asks for the name from now on shall not get this. */
  boolean isLeaving() {
    return leaving;
  }

  /** The driver leaves: exports end, imports break, nothing of the driver stays referenced. */
  void withdraw() {
    leaveDevice(Life.ABSENT);
  }

  /** The last reference is gone: exports end, imports are released. */
  void close() {
    leaveDevice(Life.CLOSED);
  }

  private void leaveDevice(Life next) {
    DriverController leaving;
    List<ExportHandle> ending;
    List<ImportHandle> cut;
    synchronized (this) {
      if (life == Life.CLOSED || life == next) {
        return;
      }
      life = next;
      leaving = device;
      device = null;
      driver = null;
      ending = List.copyOf(exports);
      exports.clear();
      cut = List.copyOf(imports);
      if (next == Life.CLOSED) {
        imports.clear();
      }
    }
    ending.forEach(ExportHandle::driverLeft);
    if (next == Life.CLOSED) {
      cut.forEach(ImportHandle::released);
    } else {
      cut.forEach(ImportHandle::broken);
    }
    localMemories.deviceLeaves();
    try {
      if (leaving != null) {
        leaving.close();
      }
    } finally {
      // Not before: until the device is closed, an unmap has to be told to the driver.
      cut.forEach(ImportHandle::forgetDriver);
      ending.forEach(segment -> account.giveExportBack(segment.length()));
      if (next == Life.CLOSED) {
        cut.forEach(segment -> account.giveImportBack());
        localMemories.endAll();
      }
      account.quotas().freed().announce();
    }
  }
}

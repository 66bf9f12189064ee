// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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
 * <p>No driver is called while this object is locked.
 */
final class Controller implements ControllerListener {

  private static final String CLOSE = "DriverController.close";

  /** What has become of the device. */
  enum Life {
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

  /** The driver has said that the device leaves; true before {@link #life} says so. */
  private volatile boolean leaving;

  private Life life = Life.OPEN;
  private @Nullable RsmDriver driver;
  private @Nullable DriverController device;
  private final Set<ExportHandle> exports = new HashSet<>();
  private final Set<ImportHandle> imports = new HashSet<>();
  private final LocalMemories localMemories = new LocalMemories(this);

  /** The device is closed and holds nothing any more. */
  private final Event deviceClosed = new Event();

  /** Opens the device. What the driver throws passes. */
  Controller(Library library, ControllerName name, RsmDriver driver) {
    this.library = library;
    this.name = name;
    this.driver = driver;
    DriverController opened = Objects.requireNonNull(driver.open(name.unit(), this), "open");
    this.device = opened;
    try {
      this.attributes = checked(opened.attributes());
      this.localNode = Objects.requireNonNull(opened.localNode(), "localNode");
    } catch (RuntimeException | Error e) {
      DriverFailure.contain(CLOSE, opened::close);
      throw e;
    }
    this.account = new SegmentAccount(attributes, library.quotas());
  }

  /** The library takes remainders by masks. */
  private static ControllerAttributes checked(ControllerAttributes attributes) {
    long page = attributes.pageSize();
    if (page <= 0 || Long.bitCount(page) != 1) {
      throw new IllegalStateException("pageSize=" + page + " is not a power of two");
    }
    return attributes;
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

  /** Also while the device closes. */
  synchronized boolean isOf(RsmDriver candidate) {
    return driver == candidate;
  }

  synchronized boolean isClosed() {
    return life == Life.CLOSED;
  }

  /**
   * Calls the device for create or connect; that the device has left, even while the call runs,
   * counts for more than what the call says.
   */
  <T> T onDevice(String operation, DriverCodes codes, Function<DriverController, T> call) {
    DriverController present = device(operation);
    try {
      return DriverFailure.translate(
          operation,
          codes,
          () -> Objects.requireNonNull(call.apply(present), "the driver answers null"));
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
    return onDevice(operation, DriverCodes.TOPOLOGY, DriverController::topology);
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

  /** Before it is entered anywhere: nothing but the device is to be closed. */
  void close() {
    leaveDevice(Life.CLOSED);
  }

  /**
   * The driver leaves: exports end, imports break. Or the last reference is gone: exports end,
   * imports are released. The device is closed, and nothing of the driver stays referenced, when
   * this returns.
   *
   * @return false if another call has closed the device
   */
  boolean leaveDevice(Life next) {
    DriverController leaving;
    List<ExportHandle> ending;
    List<ImportHandle> cut;
    synchronized (this) {
      boolean over = life.compareTo(next) >= 0;
      life = over ? life : next;
      leaving = device;
      device = null;
      ending = List.copyOf(exports);
      exports.clear();
      cut = over ? List.of() : List.copyOf(imports);
      if (life == Life.CLOSED) {
        imports.clear();
      }
    }
    ending.forEach(ExportHandle::driverLeft);
    cut.forEach(next == Life.CLOSED ? ImportHandle::released : ImportHandle::broken);
    localMemories.deviceLeaves();
    if (leaving == null) {
      deviceClosed.await();
    } else {
      closeDevice(leaving);
    }
    // Not before: until the device is closed, an unmap has to be told to the driver.
    cut.forEach(ImportHandle::forgetDriver);
    ending.forEach(ExportHandle::deviceClosed);
    ending.forEach(segment -> account.giveExportBack(segment.length()));
    if (next == Life.CLOSED) {
      cut.forEach(segment -> account.giveImportBack());
      localMemories.endAll();
    }
    account.quotas().freed().announce();
    return leaving != null;
  }

  private void closeDevice(DriverController leaving) {
    DriverFailure.contain(CLOSE, leaving::close);
    synchronized (this) {
      driver = null;
    }
    deviceClosed.happen();
  }

  /** Waits for the call that closes the device. */
  void awaitDeviceClosed() {
    deviceClosed.await();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rsmapi.DriverStatus;
import org.rsmapi.NodeId;
import org.rsmapi.PollEntry;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentIdRange;
import org.rsmapi.Topology;
import org.rsmapi.spi.RsmDriver;

/** The controllers that one user of the library holds, over the drivers that are there. */
final class Library implements Rsm {

  private static final Logger LOG = System.getLogger(Library.class.getName());

  private static final String CONTROLLER = "Rsm.controller";
  private static final String TOPOLOGY = "Rsm.topology";
  private static final String SEGMENT_IDS = "Rsm.segmentIdRange";

  private final DriverSource source;
  private final PresentDrivers drivers;
  private final Quotas quotas;
  private final ControllerTable table = new ControllerTable();

  Library(DriverSource source, Quotas quotas) {
    this.source = source;
    this.drivers = new PresentDrivers(source);
    this.quotas = quotas;
    source.follow(this);
  }

  Quotas quotas() {
    return quotas;
  }

  /** The file that sets segment ids aside, as configured now; an absolute path. */
  Path segmentIdFile() {
    return quotas.configuration().segmentIdFile();
  }

  @Override
  public RsmController controller(@Nullable String name) {
    ControllerName known = drivers.canonical(ControllerName.parse(name, CONTROLLER));
    return new ControllerHandle(this, hold(known, CONTROLLER));
  }

  /** Adds a reference to a controller, opening it if need be. */
  private Controller hold(ControllerName name, String operation) {
    Controller held = table.retain(name, operation);
    if (held == null) {
      // Before the wait for a device that closes: what is absent is so at once.
      drivers.find(name, operation);
      held = table.reserve(name, operation);
    }
    return held == null ? open(name, operation) : held;
  }

  /** Opens a controller whose name is reserved. */
  private Controller open(ControllerName name, String operation) {
    boolean entered = false;
    try {
      RsmDriver driver = drivers.find(name, operation);
      PresentDrivers.checkVersion(driver, name, operation);
      Controller opened =
          DriverFailure.translate(
              operation, DriverCodes.GET_CONTROLLER, () -> new Controller(this, name, driver));
      entered = table.enter(opened, () -> drivers.contains(driver));
      if (!entered) {
        opened.close();
        throw new RsmException(
            RsmError.CTLR_NOT_PRESENT,
            operation,
            "controller=" + name + " was withdrawn, or this Rsm closed, while it was opened");
      }
      return opened;
    } finally {
      if (!entered) {
        table.giveUp(name);
      }
    }
  }

  /**
   * Gives a reference back; with the last one the controller closes. Returns when the device is
   * closed, by whichever thread, if there is no reference left.
   *
   * @return false if there was none to give back, since this Rsm was closed
   */
  boolean release(Controller controller) {
    int left = table.giveBack(controller);
    if (left == 0) {
      end(controller, Controller.Life.CLOSED);
    } else if (left < 0) {
      awaitIfClosing(controller);
    }
    return left >= 0;
  }

  /** Waits for a device that another thread closes. */
  void awaitIfClosing(Controller controller) {
    table.awaitIfClosing(controller);
  }

  /** Has a controller end; its name is free, and its device closed, when this returns. */
  private void end(Controller controller, Controller.Life next) {
    boolean byAnother = false;
    try {
      byAnother = !controller.leaveDevice(next);
    } finally {
      if (!byAnother) {
        table.deviceClosed(controller);
      }
    }
    if (byAnother) {
      table.awaitDeviceClosed(controller);
    }
  }

  /** A driver has left: its controllers are absent from now on. */
  void driverWithdrawn(RsmDriver driver) {
    for (Controller controller : table.present()) {
      if (controller.isOf(driver)) {
        end(controller, Controller.Life.ABSENT);
      }
    }
  }

  /**
   * A controller has left, says its driver. Not on the driver's thread: closing the device waits
   * for that thread.
   */
  void withdrawSoon(Controller controller) {
    Thread.ofVirtual()
        .name("rsm-withdraw-" + controller.name())
        .start(
            () -> {
              // One that is not entered yet is closed by whoever opens it.
              if (table.isPresent(controller)) {
                end(controller, Controller.Life.ABSENT);
              }
            });
  }

  @Override
  public Topology topology() {
    List<Topology.LocalController> listed = new ArrayList<>();
    NodeId node = null;
    for (ControllerName name : drivers.names()) {
      try {
        Controller controller = hold(name, TOPOLOGY);
        try {
          Optional<Topology.LocalController> entry = controller.topology(TOPOLOGY);
          entry.ifPresent(listed::add);
          // Loopback belongs to every node; an interconnect knows which one this is.
          if (node == null || entry.isPresent()) {
            node = controller.localNode();
          }
        } finally {
          release(controller);
        }
      } catch (RsmException left) {
        if (left.error() == RsmError.INSUFFICIENT_MEM) {
          throw left;
        }
        LOG.log(Level.DEBUG, "A controller left while the topology was taken", left);
      }
    }
    return new Topology(node == null ? NodeId.of(0) : node, listed);
  }

  @Override
  public List<DriverStatus> drivers() {
    return drivers.statuses();
  }

  @Override
  public void close() {
    table.close().forEach(controller -> end(controller, Controller.Life.CLOSED));
    // What other threads close, too: the application may free its memory when this returns.
    table.awaitEmpty();
    // Not before: a driver that leaves meanwhile has to wait for its device.
    source.unfollow(this);
  }

  @Override
  public SegmentIdRange segmentIdRange(@Nullable String applicationId) {
    if (applicationId == null) {
      throw new RsmException(RsmError.BAD_ADDR, SEGMENT_IDS, "applicationId is null");
    }
    return SegmentIdFile.find(segmentIdFile(), applicationId);
  }

  @Override
  public int signalWait(@Nullable PollEntry @Nullable [] entries, int count, long timeoutMillis) {
    return PollWait.await(entries, count, timeoutMillis);
  }
}

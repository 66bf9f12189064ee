// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
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
import org.rsmapi.spi.Availability;
import org.rsmapi.spi.RsmDriver;

/** The controllers that one user of the library holds, over the drivers that are there. */
final class Library implements Rsm {

  private static final Logger LOG = System.getLogger(Library.class.getName());

  private static final String CONTROLLER = "Rsm.controller";
  private static final String TOPOLOGY = "Rsm.topology";
  private static final String SEGMENT_IDS = "Rsm.segmentIdRange";

  private final DriverSource source;
  private final Quotas quotas;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Held or closing; a withdrawn controller is no longer here. */
  private final Map<ControllerName, Controller> controllers = new HashMap<>();

  private final Departures departures = new Departures();

  private boolean closed;

  Library(DriverSource source, Quotas quotas) {
    this.source = source;
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
    return new ControllerHandle(this, hold(ControllerName.parse(name, CONTROLLER), CONTROLLER));
  }

  /** Adds a reference to a controller, opening it if need be. */
  private Controller hold(ControllerName name, String operation) {
    lock.lock();
    try {
      while (true) {
        if (closed) {
          throw new RsmException(
              RsmError.CTLR_NOT_PRESENT, operation, "this Rsm is closed; load another");
        }
        Controller held = controllers.get(name);
        if (held == null || held.isLeaving()) {
          Controller opened = open(name, operation);
          controllers.put(name, opened);
          return opened;
        }
        if (held.retain()) {
          return held;
        }
        // Its last reference has just been given back: a controller is not opened twice at a time.
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private Controller open(ControllerName name, String operation) {
    RsmDriver driver = driver(name, operation);
    int version = driver.spiVersion();
    if (version != RsmDriver.SPI_VERSION) {
      throw new RsmException(
          RsmError.BAD_LIBRARY_VERSION,
          operation,
          "driver="
              + driver.type()
              + " was built for version="
              + version
              + "; the library has version="
              + RsmDriver.SPI_VERSION);
    }
    return DriverFailure.translate(
        operation,
        RsmError.CTLR_NOT_PRESENT,
        RsmError.CTLR_NOT_PRESENT,
        () -> new Controller(this, name, driver));
  }

  private RsmDriver driver(ControllerName name, String operation) {
    List<String> absent = new ArrayList<>();
    for (RsmDriver driver : source.drivers()) {
      if (driver.type().equals(name.type())) {
        Availability availability = driver.availability();
        if (availability.present() && driver.units().contains(name.unit())) {
          return driver;
        }
        absent.add(availability.present() ? "no unit " + name.unit() : availability.reason());
      }
    }
    String present =
        drivers().stream()
            .flatMap(status -> status.controllers().stream())
            .collect(Collectors.joining(", "));
    throw new RsmException(
        RsmError.CTLR_NOT_PRESENT,
        operation,
        "name="
            + name
            + (absent.isEmpty() ? "; no driver of this type" : "; " + String.join("; ", absent))
            + "; present: "
            + (present.isEmpty() ? "none" : present));
  }

  /** Gives a reference back; with the last one the controller closes. */
  void release(Controller controller) {
    lock.lock();
    try {
      if (!controller.giveBack()) {
        return;
      }
    } finally {
      lock.unlock();
    }
    try {
      controller.close();
    } finally {
      forget(controller);
    }
  }

  private void forget(Controller controller) {
    lock.lock();
    try {
      controllers.remove(controller.name(), controller);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A driver has left: its controllers are absent from now on. */
  void driverWithdrawn(RsmDriver driver) {
    for (Controller controller : snapshot()) {
      if (controller.isOf(driver)) {
        withdraw(controller);
      }
    }
  }

  /** A controller has left. */
  void withdraw(Controller controller) {
    // Out of the table first: whoever asks for the name from now on meets the driver that is there.
    forget(controller);
    controller.withdraw();
  }

  /** A controller has left, says its driver. */
  void withdrawSoon(Controller controller) {
    departures.begin(controller.name(), () -> withdraw(controller));
  }

  private List<Controller> snapshot() {
    lock.lock();
    try {
      return List.copyOf(controllers.values());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Topology topology() {
    List<Topology.LocalController> listed = new ArrayList<>();
    NodeId node = null;
    for (ControllerName name : names()) {
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

  private Set<ControllerName> names() {
    Set<ControllerName> names = new TreeSet<>();
    for (RsmDriver driver : source.drivers()) {
      if (driver.spiVersion() == RsmDriver.SPI_VERSION && driver.availability().present()) {
        for (int unit : driver.units()) {
          names.add(new ControllerName(driver.type(), unit));
        }
      }
    }
    return names;
  }

  @Override
  public List<DriverStatus> drivers() {
    List<DriverStatus> statuses = new ArrayList<>();
    Set<String> types = new HashSet<>();
    for (RsmDriver driver : source.drivers()) {
      Availability availability = driver.availability();
      List<String> names = new ArrayList<>();
      if (availability.present() && types.add(driver.type())) {
        for (int unit : driver.units()) {
          names.add(new ControllerName(driver.type(), unit).toString());
        }
      }
      statuses.add(
          new DriverStatus(driver.type(), availability.present(), availability.reason(), names));
    }
    return List.copyOf(statuses);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    source.unfollow(this);
    for (Controller controller : snapshot()) {
      boolean last;
      lock.lock();
      try {
        last = controller.giveAllBack();
      } finally {
        lock.unlock();
      }
      if (last) {
        try {
          controller.close();
        } finally {
          forget(controller);
        }
      }
    }
    // The application may free its memory as soon as this returns.
    departures.await();
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

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.AccessPolicy;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.SegmentOwner;
import org.rsmapi.spi.SignalListener;

/** The export side of a {@link MemoryDriver}. */
final class MemoryExport implements DriverExport {

  private final MemoryDriver driver;
  volatile MemorySegment memory;
  final SignalListener listener;
  final AtomicLong arrived = new AtomicLong();
  final List<MemoryImport> imports = new CopyOnWriteArrayList<>();
  volatile AccessPolicy policy = (node, credentials, requested) -> RsmError.PERM_DENIED;
  SegmentId id = SegmentId.ANY;
  volatile boolean waiting;

  MemoryExport(MemoryDriver driver, MemorySegment memory, SignalListener listener) {
    this.driver = driver;
    this.memory = memory;
    this.listener = listener;
  }

  @Override
  public SegmentOwner owner() {
    driver.before.accept("owner");
    return driver.owner;
  }

  @Override
  public SegmentId publish(SegmentId wanted, AccessPolicy decider) {
    driver.before.accept("publish");
    SegmentId chosen =
        wanted.equals(SegmentId.ANY) ? SegmentId.of(driver.nextSystemId.getAndIncrement()) : wanted;
    synchronized (driver.published) { // the last place is for one of two that ask for it at once
      if (driver.published.size() >= driver.publications) {
        throw new RsmException(RsmError.INSUFFICIENT_RESOURCES, "publish", "id=" + wanted);
      }
      policy = decider;
      if (driver.published.putIfAbsent(chosen, this) != null) {
        throw new RsmException(RsmError.SEG_IN_USE, "publish", "id=" + chosen);
      }
    }
    id = chosen;
    return chosen;
  }

  @Override
  public void republish(AccessPolicy decider) {
    driver.before.accept("republish");
    policy = decider;
  }

  @Override
  public void rebind(MemorySegment other) {
    driver.before.accept("rebind");
    memory = other;
  }

  @Override
  public void unpublish() {
    driver.before.accept("unpublish");
    withdraw();
  }

  private void withdraw() {
    driver.published.remove(id, this);
    List<MemoryImport> cut = new ArrayList<>(imports);
    imports.clear();
    cut.forEach(connection -> connection.listener.broken());
  }

  @Override
  public void destroy() {
    driver.before.accept("destroy");
    withdraw();
  }

  @Override
  public void post(boolean accumulate) {
    driver.before.accept("exportPost");
    imports.forEach(connection -> connection.arrive(accumulate));
  }

  @Override
  public long takeArrived(long pending) {
    driver.before.accept("takeArrived");
    return arrived.getAndSet(0);
  }

  @Override
  public void setWaiting(boolean value) {
    driver.before.accept("setWaiting");
    // Arrivals are told in any case.
    waiting = value;
  }
}

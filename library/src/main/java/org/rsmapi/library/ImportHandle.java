// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.rsmapi.Barrier;
import org.rsmapi.BarrierMode;
import org.rsmapi.BarrierType;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.PollReference;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.ScatterGather;
import org.rsmapi.spi.DriverBarrier;
import org.rsmapi.spi.DriverImport;
import org.rsmapi.spi.ImportListener;

/**
 * An import segment: the state machine of rsm_memseg_import_connect(3RSM) over the driver's
 * connection.
 *
 * <p>The lock guards mode, barriers and mapping, and is not held while the driver is called. {@link
 * #broken} takes no lock, since a driver may call it at any time.
 */
final class ImportHandle extends MappedAccess implements ImportSegment, ImportListener {

  private static final String DISCONNECT = "ImportSegment.disconnect";
  private static final String INIT_BARRIER = "ImportSegment.initBarrier";
  private static final String SET_MODE = "ImportSegment.setMode";
  private static final String POST = "ImportSegment.signalPost";
  private static final String GET_REFERENCE = "ImportSegment.getPollReference";
  private static final String RELEASE_REFERENCE = "ImportSegment.releasePollReference";

  private final Controller controller;
  private final Permission permission;
  private final SignalCounter signals = new SignalCounter("ImportSegment.signalWait");
  private final PollReferences references = new PollReferences(this, signals);
  private final ImplicitBrackets brackets = new ImplicitBrackets(this);
  private final VectorTransfer vectors = new VectorTransfer(this);

  private final ReentrantLock lock = new ReentrantLock();
  private final Set<BarrierHandle> barriers = new HashSet<>();
  private final MappingSlot mapping = new MappingSlot(this, lock);
  private volatile BarrierMode mode = BarrierMode.IMPLICIT;
  private volatile @Nullable DriverImport connection;

  /** The medium can lose accesses, so in implicit mode the driver has a part in each transfer. */
  private boolean lossy;

  ImportHandle(Controller controller, Permission permission) {
    this.controller = controller;
    this.permission = permission;
  }

  /** Completes the handle, before anybody else sees it. */
  void attach(DriverImport driverImport) {
    attachWindow(driverImport.window(), driverImport.byteSize());
    connection = driverImport;
    signals.attach(driverImport);
    lock.lock();
    try {
      adapt();
      change(READABLE | WRITABLE, rights(permission));
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock: derives what stands in the way of transfers from mode and barriers. */
  private void adapt() {
    boolean implicit = mode == BarrierMode.IMPLICIT;
    int obstacles = implicit && barriers.isEmpty() ? NO_BARRIER : 0;
    if (window() == null || (implicit && lossy)) {
      obstacles |= DRIVER_TRANSFER;
    }
    change(NO_BARRIER | DRIVER_TRANSFER, obstacles);
  }

  @Override
  public Permission permission() {
    return permission;
  }

  BarrierMode currentMode() {
    return mode;
  }

  ImplicitBrackets brackets() {
    return brackets;
  }

  long pageSize() {
    return controller.attributes().pageSize();
  }

  SegmentAccount account() {
    return controller.account();
  }

  /** Returns the driver's side, or says why it is gone. */
  DriverImport connection(String operation) {
    DriverImport driverImport = connection;
    if (driverImport == null) {
      checkConnected(operation);
      throw new RsmException(RsmError.CONN_ABORTED, operation, "the driver was withdrawn");
    }
    return driverImport;
  }

  /** Returns the driver's side, or null once it has left. */
  @Nullable DriverImport connectionIfPresent() {
    return connection;
  }

  @Override
  SlowTransfer slow(String operation, boolean get, int shift) {
    return new SlowTransfer(new TransferChecks(this, length(), operation, get, shift), this);
  }

  @Override
  public MemorySegment map(@Nullable Permission asked, long offset, long length) {
    return mapping.map(MapRequest.anywhere(asked, offset, length));
  }

  @Override
  public MemorySegment mapFixed(
      long address, @Nullable Permission asked, long offset, long length) {
    return mapping.map(MapRequest.at(address, asked, offset, length));
  }

  @Override
  public void unmap() {
    mapping.unmap();
  }

  @Override
  public Barrier initBarrier(@Nullable BarrierType type) {
    checkConnected(INIT_BARRIER);
    DriverBarrier driverBarrier = newDriverBarrier();
    BarrierHandle barrier = new BarrierHandle(this, driverBarrier);
    boolean entered = false;
    lock.lock();
    try {
      checkConnected(INIT_BARRIER);
      entered = barriers.add(barrier);
      lossy |= driverBarrier != null;
      adapt();
    } finally {
      lock.unlock();
      if (!entered) {
        barrier.disconnected();
      }
    }
    if (connection == null) {
      barrier.forgetDriver(); // which may have left before the barrier was entered
    }
    return barrier;
  }

  /** A barrier of a broken connection needs no part of the driver, it fails without. */
  private @Nullable DriverBarrier newDriverBarrier() {
    DriverImport driverImport = connection;
    if (driverImport == null || isBroken()) {
      return null;
    }
    try {
      return DriverFailure.translate(
              INIT_BARRIER,
              RsmError.INSUFFICIENT_MEM,
              RsmError.INSUFFICIENT_MEM,
              () -> Optional.ofNullable(driverImport.newBarrier()))
          .orElse(null);
    } catch (RsmException e) {
      checkConnected(INIT_BARRIER);
      if (isBroken()) {
        return null;
      }
      throw new RsmException(
          RsmError.INSUFFICIENT_MEM, INIT_BARRIER, e.detail(), e.driverStatus(), e);
    }
  }

  void barrierEnded(BarrierHandle barrier) {
    lock.lock();
    try {
      if (barriers.remove(barrier)) {
        adapt();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void setMode(@Nullable BarrierMode wanted) {
    lock.lock();
    try {
      checkConnected(SET_MODE);
      if (wanted == null) {
        throw new RsmException(RsmError.BAD_MODE, SET_MODE, "mode is null");
      }
      mode = wanted;
      adapt();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public BarrierMode mode() {
    checkConnected("ImportSegment.mode");
    return mode;
  }

  @Override
  public void signalPost(int flags) {
    checkConnected(POST);
    try {
      post(POST, flags);
    } catch (RsmException e) {
      checkConnected(POST);
      throw e;
    }
  }

  /** Posts for a call that has found the segment connected. */
  void post(String operation, int flags) {
    checkNotBroken(operation);
    DriverImport driverImport = connection(operation);
    try {
      driverImport.post((flags & SIGPOST_NO_ACCUMULATE) == 0);
    } catch (RsmException e) {
      throw DriverFailure.translated(
          e, operation, RsmError.REMOTE_NODE_UNREACHABLE, RsmError.CONN_ABORTED);
    }
  }

  @Override
  public void signalWait(long timeoutMillis) {
    signals.await(timeoutMillis);
  }

  @Override
  public void signalsArrived() {
    signals.signalsArrived();
  }

  @Override
  public void broken() {
    change(BROKEN, BROKEN);
  }

  @Override
  public void disconnect() {
    lock.lock();
    try {
      checkConnected(DISCONNECT);
      mapping.checkUnmapped(DISCONNECT);
      references.checkNone(DISCONNECT);
      change(DISCONNECTED, DISCONNECTED);
    } finally {
      lock.unlock();
    }
    end();
  }

  @Override
  public void close() {
    Runnable unmapping;
    lock.lock();
    try {
      mapping.awaitUnmapped();
      if ((state & ENDED) != 0) {
        return;
      }
      unmapping = mapping.take();
      change(DISCONNECTED, DISCONNECTED);
    } finally {
      lock.unlock();
    }
    unmapping.run();
    end();
  }

  /** The state says that the segment has ended; ends what belongs to it. */
  private void end() {
    signals.end();
    takeBarriers().forEach(BarrierHandle::disconnected);
    brackets.destroy();
    DriverImport driverImport = connection;
    try {
      if (driverImport != null) {
        driverImport.disconnect();
      }
    } finally {
      connection = null;
      controller.leave(this);
    }
  }

  private List<BarrierHandle> takeBarriers() {
    lock.lock();
    try {
      List<BarrierHandle> taken = List.copyOf(barriers);
      barriers.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** The controller had its last release; its device is about to be closed. */
  void released() {
    Runnable unmapping;
    lock.lock();
    try {
      mapping.awaitUnmapped();
      if ((state & ENDED) != 0) {
        return;
      }
      unmapping = mapping.take();
      change(RELEASED, RELEASED);
    } finally {
      lock.unlock();
    }
    unmapping.run();
    signals.end();
    takeBarriers();
  }

  /** The device is closed: the driver has detached all memory and must not stay reachable. */
  void forgetDriver() {
    signals.detach();
    lock.lock();
    try {
      connection = null;
      barriers.forEach(BarrierHandle::forgetDriver);
      brackets.forgetDriver();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public PollReference getPollReference() {
    lock.lock();
    try {
      checkConnected(GET_REFERENCE);
      if (isBroken()) {
        throw new RsmException(
            RsmError.BAD_SEG_HNDL, GET_REFERENCE, "the connection is broken; connect anew");
      }
      return references.get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void releasePollReference() {
    lock.lock();
    try {
      checkConnected(RELEASE_REFERENCE);
      references.release();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void putv(@Nullable ScatterGather list) {
    vectors.run(list, false);
  }

  @Override
  public void getv(@Nullable ScatterGather list) {
    vectors.run(list, true);
  }
}

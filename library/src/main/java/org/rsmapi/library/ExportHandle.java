// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rsmapi.AccessEntry;
import org.rsmapi.ExportSegment;
import org.rsmapi.PollReference;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.AccessPolicy;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.SignalListener;

/**
 * An export segment: the calls of rsm_memseg_export_create(3RSM) and
 * rsm_memseg_export_publish(3RSM) over the driver's export.
 */
final class ExportHandle extends ExportState implements ExportSegment {

  private static final String PUBLISH = "ExportSegment.publish";
  private static final String REPUBLISH = "ExportSegment.republish";
  private static final String REBIND = "ExportSegment.rebind";
  private static final String UNPUBLISH = "ExportSegment.unpublish";
  private static final String DESTROY = "ExportSegment.destroy";
  private static final String POST = "ExportSegment.signalPost";
  private static final String WAIT = "ExportSegment.signalWait";
  private static final String GET_REFERENCE = "ExportSegment.getPollReference";
  private static final String RELEASE_REFERENCE = "ExportSegment.releasePollReference";

  private final long length;
  private final int flags;
  private final SignalCounter signals = new SignalCounter(WAIT);

  /** Nothing of the driver holds the memory any more. */
  private final Event unbound = new Event();

  private final PollReferences references = new PollReferences(this, signals);

  ExportHandle(Controller controller, long length, int flags) {
    super(controller);
    this.length = length;
    this.flags = flags;
  }

  SignalListener signals() {
    return signals;
  }

  /** Completes the handle, before anybody else sees it. */
  void attach(DriverExport driverExport, DriverController driverController, long address) {
    lock.lock();
    try {
      export = driverExport;
      device = driverController;
      boundAddress = address;
    } finally {
      lock.unlock();
    }
    signals.attach(driverExport);
  }

  @Override
  public long length() {
    return length;
  }

  private boolean has(int flag) {
    return (flags & flag) != 0;
  }

  @Override
  public Optional<SegmentId> publishedId() {
    lock.lock();
    try {
      return Optional.ofNullable(publishedId);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public SegmentId publish(
      @Nullable SegmentId id, @Nullable List<? extends @Nullable AccessEntry> accessList) {
    if (id == null || !id.isValid()) {
      throw new RsmException(
          RsmError.BAD_SEGID, PUBLISH, "id=" + id + "; use 0 or 0x400000 to 0x7fffffff");
    }
    DriverController present = unpublished(id, State.BOUND);
    if (id.isReserved()) {
      throw new RsmException(
          RsmError.RESERVED_SEGID, PUBLISH, "id=" + id + "; use 0 or 0x400000 to 0x7fffffff");
    }
    AccessPolicy policy = new AccessListing(this, PUBLISH).policy(accessList);
    if (has(LOCK_OPS)
        && !DriverFailure.translate(PUBLISH, DriverCodes.PUBLISH, present::supportsLocks)) {
      throw new RsmException(
          RsmError.LOCKS_NOT_SUPPORTED,
          PUBLISH,
          "controller=" + controller.name() + " has no lock operations; create without LOCK_OPS");
    }
    unpublished(id, State.PUBLISHING);
    return new Publication(this, id, policy, !has(DONTWAIT), PUBLISH).publish();
  }

  /** Checks that the segment can be published, and has it go on to a state. */
  private DriverController unpublished(SegmentId id, State next) {
    lock.lock();
    try {
      DriverController present = live(device, PUBLISH);
      if (state != State.BOUND) {
        throw new RsmException(
            RsmError.SEG_ALREADY_PUBLISHED, PUBLISH, "id=" + id + ", published as " + publishedId);
      }
      state = next;
      return present;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void republish(@Nullable List<? extends @Nullable AccessEntry> accessList) {
    lock.lock();
    try {
      checkPublished(REPUBLISH);
    } finally {
      lock.unlock();
    }
    AccessPolicy policy = new AccessListing(this, REPUBLISH).policy(accessList);
    DriverExport driverExport = claimPublished(REPUBLISH);
    try {
      call(REPUBLISH, DriverCodes.REPUBLISH, () -> driverExport.republish(policy));
    } finally {
      release();
    }
  }

  @Override
  public void rebind(@Nullable MemorySegment memory, long bytes) {
    new Rebinding(this, length, has(ALLOW_REBIND), REBIND).rebind(memory, bytes);
  }

  @Override
  public void unpublish() {
    DriverExport driverExport = claimPublished(UNPUBLISH);
    boolean held = false;
    try {
      call(UNPUBLISH, DriverCodes.UNPUBLISH, driverExport::unpublish);
    } catch (RsmException e) {
      held = e.error() == RsmError.INTERRUPTED;
      throw e;
    } finally {
      withdrawn(held);
    }
    controller.account().quotas().freed().announce();
  }

  private void withdrawn(boolean held) {
    lock.lock();
    try {
      if (!held && state == State.PUBLISHED) {
        state = State.BOUND;
        publishedId = null;
        giveIdBack();
      }
      unclaim();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void destroy() {
    if (!endForApplication(false)) {
      throw new RsmException(
          RsmError.BAD_SEG_HNDL, DESTROY, "the export segment has ended already");
    }
  }

  @Override
  public void close() {
    DriverFailure.contain(DESTROY, () -> endForApplication(true));
  }

  /**
   * Ends the segment for the application.
   *
   * @param despiteReferences whether poll references stand in the way
   */
  private boolean endForApplication(boolean despiteReferences) {
    DriverExport driverExport;
    lock.lock();
    try {
      if (!despiteReferences && state != State.GONE) {
        references.checkNone(DESTROY);
      }
      driverExport = end(true);
    } finally {
      lock.unlock();
    }
    if (driverExport == null) {
      // Of the other call that ends it; the application may free the memory when this returns.
      unbound.await();
      return false;
    }
    signals.end();
    awaitLastCall();
    try {
      DriverFailure.translateRun(DESTROY, DriverCodes.DESTROY, driverExport::destroy);
    } finally {
      unbound.happen();
      controller.leave(this);
    }
    return true;
  }

  /** The device is about to be closed, which ends the driver's export. */
  void driverLeft() {
    end(false);
    signals.end();
  }

  /** The device is closed. */
  void deviceClosed() {
    unbound.happen();
  }

  @Override
  public void signalPost(int postFlags) {
    DriverExport driverExport;
    lock.lock();
    try {
      driverExport = live(export, POST);
    } finally {
      lock.unlock();
    }
    try {
      driverExport.post((postFlags & SIGPOST_NO_ACCUMULATE) == 0);
    } catch (RuntimeException | Error e) {
      // An exporter is not told whom the post did not reach.
      DriverFailure.contained(POST, e);
    }
  }

  @Override
  public void signalWait(long timeoutMillis) {
    signals.await(timeoutMillis);
  }

  @Override
  public String toString() {
    return "ExportSegment["
        + controller.name()
        + ", length="
        + length
        + ", id="
        + publishedId().map(SegmentId::toString).orElse("none")
        + "]";
  }

  @Override
  public PollReference getPollReference() {
    lock.lock();
    try {
      live(export, GET_REFERENCE);
      if (publishedId == null) {
        throw new RsmException(
            RsmError.BAD_SEG_HNDL, GET_REFERENCE, "not published; publish the segment first");
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
      live(export, RELEASE_REFERENCE);
      references.release();
    } finally {
      lock.unlock();
    }
  }
}

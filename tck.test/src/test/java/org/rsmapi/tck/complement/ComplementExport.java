// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.complement;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.AccessPolicy;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.spi.ImportListener;
import org.rsmapi.spi.PeerCredentials;
import org.rsmapi.spi.SegmentOwner;
import org.rsmapi.spi.SignalListener;

/** Memory that imports copy from and to. */
final class ComplementExport implements DriverExport {

  private static final long USER = 100;

  private final ComplementController controller;
  private final MemorySegment memory;
  private final Arrivals arrivals;
  private final List<ComplementImport> imports = new CopyOnWriteArrayList<>();

  private SegmentId id = SegmentId.ANY;
  private AccessPolicy policy = (node, credentials, requested) -> RsmError.PERM_DENIED;

  ComplementExport(ComplementController controller, MemorySegment memory, SignalListener listener) {
    this.controller = controller;
    this.memory = memory;
    this.arrivals = new Arrivals(listener);
  }

  MemorySegment memory() {
    return memory;
  }

  Arrivals arrivals() {
    return arrivals;
  }

  NodeId node() {
    return controller.localNode();
  }

  synchronized boolean isPublishedAs(SegmentId other) {
    return id.equals(other);
  }

  void forget(ComplementImport imported) {
    imports.remove(imported);
  }

  /** Connects an importer, or says why not. */
  synchronized ComplementImport admit(
      SegmentId wanted,
      ComplementController importer,
      Permission permission,
      ImportListener listener) {
    RsmError decision =
        id.equals(wanted)
            ? policy.decide(
                importer.localNode(), new PeerCredentials(USER, USER, Set.of()), permission)
            : RsmError.SEG_NOT_PUBLISHED;
    int limit = policy.maxConnections();
    if (decision == RsmError.SUCCESS && limit > 0 && imports.size() >= limit) {
      decision = RsmError.INSUFFICIENT_RESOURCES;
    }
    if (decision != RsmError.SUCCESS) {
      throw new RsmException(decision, "connect", "id=" + wanted);
    }
    ComplementImport imported = new ComplementImport(this, importer, listener);
    imports.add(imported);
    return imported;
  }

  @Override
  public SegmentOwner owner() {
    return new SegmentOwner(USER, USER, 0);
  }

  @Override
  public SegmentId publish(SegmentId wanted, AccessPolicy decider) {
    controller.meet(FaultPoint.PUBLISH, "publish");
    synchronized (this) {
      id = Network.NETWORK.publish(node(), wanted, this);
      policy = decider;
      return id;
    }
  }

  @Override
  public void republish(AccessPolicy decider) {
    controller.meet(FaultPoint.REPUBLISH, "republish");
    synchronized (this) {
      policy = decider;
    }
  }

  @Override
  public void rebind(MemorySegment other) {
    throw new UnsupportedOperationException("supportsRebind() is false");
  }

  @Override
  public void unpublish() {
    controller.meet(FaultPoint.UNPUBLISH, "unpublish");
    withdraw();
  }

  private void withdraw() {
    List<ComplementImport> cut;
    synchronized (this) {
      Network.NETWORK.unpublish(node(), id);
      id = SegmentId.ANY;
      cut = new ArrayList<>(imports);
      imports.clear();
    }
    cut.forEach(ComplementImport::breakOnce);
  }

  @Override
  public void destroy() {
    withdraw();
    controller.forget(this);
  }

  @Override
  public void post(boolean accumulate) {
    imports.forEach(imported -> imported.arrivals().arrive(accumulate));
  }

  @Override
  public long takeArrived(long pending) {
    return arrivals.take(pending);
  }

  @Override
  public void setWaiting(boolean waiting) {
    // every arrival is told
  }
}

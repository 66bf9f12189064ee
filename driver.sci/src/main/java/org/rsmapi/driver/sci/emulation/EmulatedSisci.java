// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.driver.sci.sisci.DataInterruptCallback;
import org.rsmapi.driver.sci.sisci.DmaQueue;
import org.rsmapi.driver.sci.sisci.LocalDataInterrupt;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.LocalSegmentCallback;
import org.rsmapi.driver.sci.sisci.RemoteDataInterrupt;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.RemoteSegmentCallback;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.fabric.Fabric;
import org.rsmapi.fabric.FabricImport;

/** One user's access to an emulated cluster, as a node of it. */
final class EmulatedSisci implements Sisci {

  private static final String CONNECT = "SCIConnectSegment";

  private final ClusterSettings settings;
  private final ClusterNames names;
  private final NodeClaim claim;
  private final Runnable onClose;
  private final CallbackThread callbacks;
  private final Adapters adapters;
  private final ClusterMember member;
  private final Set<EmulatedSegment> segments = ConcurrentHashMap.newKeySet();
  private final Set<EmulatedConnection> connections = ConcurrentHashMap.newKeySet();
  private final Set<InterruptReceiver> receivers = ConcurrentHashMap.newKeySet();
  private final Set<InterruptSender> senders = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Closed, or crashed. */
  private volatile boolean over;

  private EmulatedSisci(
      ClusterSettings settings, ClusterNames names, NodeClaim claim, Runnable onClose) {
    this.settings = settings;
    this.names = names;
    this.claim = claim;
    this.onClose = onClose;
    this.callbacks = new CallbackThread("rsm-sci-callbacks");
    this.adapters = new Adapters(settings, names, claim.nodeId());
    this.member = new ClusterMember(this, claim);
  }

  /**
   * Joins the cluster.
   *
   * @param claim is closed with it, or if it fails
   * @param onClose runs when it has been closed
   */
  static EmulatedSisci open(
      ClusterSettings settings, ClusterNames names, NodeClaim claim, Runnable onClose) {
    EmulatedSisci opened = new EmulatedSisci(settings, names, claim, onClose);
    boolean done = false;
    try {
      opened.callbacks.start();
      opened.member.join();
      done = true;
      return opened;
    } finally {
      if (!done) {
        opened.end();
      }
    }
  }

  ClusterSettings settings() {
    return settings;
  }

  ClusterNames names() {
    return names;
  }

  int nodeId() {
    return claim.nodeId();
  }

  CallbackThread callbacks() {
    return callbacks;
  }

  Set<EmulatedSegment> segments() {
    return segments;
  }

  Adapters adapters() {
    return adapters;
  }

  Fabric fabric(int adapterNo) {
    return adapters.fabric(adapterNo);
  }

  boolean isOver() {
    return over;
  }

  void checkOpen(String call) {
    if (over) {
      throw Failure.of(SisciError.NOT_INITIALIZED, call, "the emulation is closed, or has crashed");
    }
  }

  @Override
  public String description() {
    return "emulation on this host, node " + nodeId() + " of " + settings.nodeIds();
  }

  @Override
  public long pageSize() {
    return adapters.pageSize();
  }

  @Override
  public int localNodeId(int adapterNo) {
    adapters.check(adapterNo, "SCIGetLocalNodeId");
    return nodeId();
  }

  @Override
  public boolean probeNode(int adapterNo, int nodeId) {
    checkOpen("SCIProbeNode");
    adapters.check(adapterNo, "SCIProbeNode");
    Path path = adapters.pathOrNull(adapterNo, nodeId);
    return path != null
        && (nodeId == nodeId() || (path.isUp() && adapters.isAlive(nodeId, "SCIProbeNode")));
  }

  @Override
  public boolean isLinkOperational(int adapterNo) {
    adapters.check(adapterNo, "SCIQuery");
    return adapters.isAnyLinkUp(adapterNo);
  }

  @Override
  public MemorySegment allocate(long size, Arena arena) {
    checkOpen("allocate");
    try {
      return fabric(0).allocate(size, arena);
    } catch (RsmException e) {
      throw Failure.of(e, "allocate");
    }
  }

  @Override
  public LocalSegment createSegment(int segmentId, long size, LocalSegmentCallback callback) {
    if (size <= 0 || size % pageSize() != 0) {
      throw Failure.of(
          SisciError.SIZE_ALIGNMENT,
          EmulatedSegment.CREATE,
          "size=" + size + "; use a multiple of " + pageSize());
    }
    return createSegment(segmentId, allocate(size, Arena.ofAuto()), callback);
  }

  @Override
  public LocalSegment createSegment(
      int segmentId, MemorySegment memory, LocalSegmentCallback callback) {
    checkOpen(EmulatedSegment.CREATE);
    EmulatedSegment segment = EmulatedSegment.create(this, segmentId, memory, callback);
    segments.add(segment);
    if (over) {
      segment.end();
      checkOpen(EmulatedSegment.CREATE);
    }
    return segment;
  }

  /** The fabric exchanges the memory beneath the maps of all processes. */
  @Override
  public boolean supportsRebind() {
    return true;
  }

  @Override
  public RemoteSegment connectSegment(
      int adapterNo, int nodeId, int segmentId, RemoteSegmentCallback callback) {
    checkOpen(CONNECT);
    Path path = adapters.path(adapterNo, nodeId, CONNECT);
    adapters.checkLink(path, CONNECT);
    EmulatedConnection connection = new EmulatedConnection(this, path, callback);
    connection.begin(connect(path, segmentId, connection));
    connections.add(connection);
    if (over || !path.enter(connection)) {
      connection.leave();
      checkOpen(CONNECT);
      throw Failure.of(SisciError.NO_REMOTE_LINK_ACCESS, CONNECT, "the link has gone down");
    }
    return connection;
  }

  private FabricImport connect(Path path, int segmentId, EmulatedConnection connection) {
    try {
      return fabric(path.adapterNo())
          .connect(
              NodeId.of(path.nodeId()),
              SegmentId.of(Integer.toUnsignedLong(segmentId)),
              Permission.RDWR,
              connection);
    } catch (RsmException e) {
      adapters.checkLink(path, CONNECT);
      if (e.error() == RsmError.SEG_NOT_PUBLISHED) {
        throw adapters.absent(path, CONNECT, "segment " + Integer.toUnsignedString(segmentId));
      }
      throw Failure.of(e, CONNECT);
    }
  }

  @Override
  public LocalDataInterrupt createDataInterrupt(int adapterNo, DataInterruptCallback callback) {
    checkOpen(InterruptReceiver.CREATE);
    adapters.check(adapterNo, InterruptReceiver.CREATE);
    InterruptReceiver receiver = InterruptReceiver.create(this, adapterNo, callback);
    receivers.add(receiver);
    if (over) {
      receiver.remove();
      checkOpen(InterruptReceiver.CREATE);
    }
    return receiver;
  }

  @Override
  public RemoteDataInterrupt connectDataInterrupt(int adapterNo, int nodeId, int number) {
    checkOpen(InterruptSender.CONNECT);
    Path path = adapters.path(adapterNo, nodeId, InterruptSender.CONNECT);
    adapters.checkLink(path, InterruptSender.CONNECT);
    InterruptSender sender = InterruptSender.connect(this, path, number);
    senders.add(sender);
    if (over) {
      sender.disconnect();
      checkOpen(InterruptSender.CONNECT);
    }
    return sender;
  }

  @Override
  public DmaQueue createDmaQueue(int adapterNo, int maxPieces) {
    checkOpen("SCICreateDMAQueue");
    adapters.check(adapterNo, "SCICreateDMAQueue");
    return new EmulatedDmaQueue(this, adapterNo, maxPieces);
  }

  void forget(EmulatedSegment segment) {
    segments.remove(segment);
  }

  void forget(EmulatedConnection connection) {
    connections.remove(connection);
  }

  void forget(InterruptReceiver receiver) {
    receivers.remove(receiver);
  }

  void forget(InterruptSender sender) {
    senders.remove(sender);
  }

  /**
   * The node crashes: whoever is connected notices that it is gone, calls fail from now on, and
   * handles wait to be given back.
   */
  void crash() {
    over = true;
    segments.forEach(EmulatedSegment::crash);
    connections.forEach(EmulatedConnection::lose);
    leaveCluster();
  }

  private void leaveCluster() {
    receivers.forEach(InterruptReceiver::remove);
    senders.forEach(InterruptSender::disconnect);
    member.close();
    adapters.close();
    claim.close();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      end();
      onClose.run();
    }
  }

  private void end() {
    over = true;
    connections.forEach(EmulatedConnection::leave);
    leaveCluster();
    segments.forEach(EmulatedSegment::end);
    callbacks.close();
  }
}

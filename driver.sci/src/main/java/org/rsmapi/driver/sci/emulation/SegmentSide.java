// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rsmapi.NodeId;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.driver.sci.sisci.CallbackReason;
import org.rsmapi.fabric.FabricExport;
import org.rsmapi.fabric.ImporterListener;
import org.rsmapi.spi.AccessPolicy;

/** A segment at one adapter: its state, and who is connected that way. */
final class SegmentSide implements ImporterListener {

  /** How far it has come. */
  enum State {
    CREATED,
    PREPARED,
    AVAILABLE
  }

  private final EmulatedSegment segment;
  private final int adapterNo;
  private final AccessPolicy policy;

  /** How many connections a node has. */
  private final Map<Integer, Integer> importers = new ConcurrentHashMap<>();

  private volatile State state = State.CREATED;
  private volatile boolean dmaSourceOnly;
  private volatile @Nullable FabricExport export;

  SegmentSide(EmulatedSegment segment, int adapterNo) {
    this.segment = segment;
    this.adapterNo = adapterNo;
    this.policy =
        (importer, peer, requested) -> segment.decide(adapterNo, importer, peer, requested);
  }

  State state() {
    return state;
  }

  boolean isPrepared() {
    return state != State.CREATED;
  }

  boolean isDmaSourceOnly() {
    return dmaSourceOnly;
  }

  /** Puts the memory on the fabric of the adapter. */
  FabricExport export() {
    FabricExport made = export;
    if (made == null) {
      made = segment.sisci().fabric(adapterNo).export(segment.memory(), () -> {}); // nobody posts
      made.observe(this);
      export = made;
    }
    return made;
  }

  void prepare(boolean sourceOnly) {
    if (state == State.CREATED) {
      FabricExport ignored = export();
      dmaSourceOnly = sourceOnly;
      state = State.PREPARED;
    }
  }

  /**
   * Exchanges the memory at all adapters of a segment, or at none.
   *
   * @param before the memory so far
   */
  static void rebind(List<SegmentSide> sides, MemorySegment before, MemorySegment fresh) {
    List<SegmentSide> done = new ArrayList<>();
    try {
      for (SegmentSide side : sides) {
        side.rebind(fresh);
        done.add(side);
      }
    } catch (RsmException e) {
      for (SegmentSide side : done) {
        try {
          side.rebind(before);
        } catch (RsmException stays) {
          e.addSuppressed(stays);
        }
      }
      throw e;
    }
  }

  private void rebind(MemorySegment memory) {
    FabricExport made = export;
    if (made != null) {
      made.rebind(memory);
    }
  }

  void publish() {
    if (state == State.PREPARED) {
      SegmentId ignored =
          export().publish(SegmentId.of(Integer.toUnsignedLong(segment.segmentId())), policy);
      state = State.AVAILABLE;
    }
  }

  void unpublish() {
    FabricExport made = export;
    if (state == State.AVAILABLE && made != null) {
      state = State.PREPARED;
      made.unpublish();
    }
  }

  void destroy() {
    FabricExport made = export;
    if (made != null) {
      made.destroy();
    }
  }

  void crash() {
    FabricExport made = export;
    if (made != null) {
      made.cutOff();
    }
  }

  /** Returns how many are connected, those who are coming in included. */
  int connections() {
    FabricExport made = export;
    return made == null ? 0 : made.connections();
  }

  /** Returns how many were connected when last heard. */
  int connectionsSoFar() {
    return importers.values().stream().mapToInt(Integer::intValue).sum();
  }

  void linkChanged(int nodeId, boolean up) {
    if (importers.containsKey(nodeId)) {
      segment.tell(up ? CallbackReason.OPERATIONAL : CallbackReason.NOT_OPERATIONAL, nodeId);
    }
  }

  @Override
  public void connected(NodeId importer) {
    int nodeId = (int) importer.value();
    importers.merge(nodeId, 1, Integer::sum);
    segment.tell(CallbackReason.CONNECT, nodeId);
  }

  @Override
  public void disconnected(NodeId importer) {
    int nodeId = (int) importer.value();
    importers.computeIfPresent(nodeId, (node, count) -> count == 1 ? null : count - 1);
    segment.tell(CallbackReason.DISCONNECT, nodeId);
  }
}

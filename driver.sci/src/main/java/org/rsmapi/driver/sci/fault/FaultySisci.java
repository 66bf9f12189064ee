// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.fault;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
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
import org.rsmapi.driver.sci.sisci.SisciException;
import org.rsmapi.fabric.fault.FaultSwitch;
import org.rsmapi.fabric.fault.LostAccess;

/** SISCI with faults around it. The own node is reached without a link. */
public final class FaultySisci implements Sisci {

  private final Sisci sisci;
  private final FaultSwitch faults;

  /**
   * Puts faults around SISCI.
   *
   * @param faults that are on
   */
  public FaultySisci(Sisci sisci, FaultSwitch faults) {
    this.sisci = sisci;
    this.faults = faults;
  }

  private boolean isCutOff(int adapterNo, int nodeId) {
    return faults.isLinkDown() && sisci.localNodeId(adapterNo) != nodeId;
  }

  private void checkLink(int adapterNo, int nodeId, String call) {
    if (isCutOff(adapterNo, nodeId)) {
      throw new SisciException(SisciError.NO_LINK_ACCESS, call, "fault injected at LINK");
    }
  }

  @Override
  public String description() {
    return sisci.description();
  }

  @Override
  public long pageSize() {
    return sisci.pageSize();
  }

  @Override
  public int localNodeId(int adapterNo) {
    return sisci.localNodeId(adapterNo);
  }

  @Override
  public boolean probeNode(int adapterNo, int nodeId) {
    return !isCutOff(adapterNo, nodeId) && sisci.probeNode(adapterNo, nodeId);
  }

  @Override
  public boolean isLinkOperational(int adapterNo) {
    return !faults.isLinkDown() && sisci.isLinkOperational(adapterNo);
  }

  @Override
  public MemorySegment allocate(long size, Arena arena) {
    return sisci.allocate(size, arena);
  }

  @Override
  public LocalSegment createSegment(int segmentId, long size, LocalSegmentCallback callback) {
    return sisci.createSegment(segmentId, size, callback);
  }

  @Override
  public LocalSegment createSegment(
      int segmentId, MemorySegment memory, LocalSegmentCallback callback) {
    return sisci.createSegment(segmentId, memory, callback);
  }

  @Override
  public boolean supportsRebind() {
    return sisci.supportsRebind();
  }

  @Override
  public RemoteSegment connectSegment(
      int adapterNo, int nodeId, int segmentId, RemoteSegmentCallback callback) {
    checkLink(adapterNo, nodeId, "SCIConnectSegment");
    boolean own = sisci.localNodeId(adapterNo) == nodeId;
    return new FaultySegment(
        sisci.connectSegment(adapterNo, nodeId, segmentId, callback), own, faults);
  }

  @Override
  public LocalDataInterrupt createDataInterrupt(int adapterNo, DataInterruptCallback callback) {
    return sisci.createDataInterrupt(adapterNo, callback);
  }

  @Override
  public RemoteDataInterrupt connectDataInterrupt(int adapterNo, int nodeId, int number) {
    checkLink(adapterNo, nodeId, "SCIConnectDataInterrupt");
    RemoteDataInterrupt interrupt = sisci.connectDataInterrupt(adapterNo, nodeId, number);
    return new RemoteDataInterrupt() {
      @Override
      public void trigger(byte[] data) {
        checkLink(adapterNo, nodeId, "SCITriggerDataInterrupt");
        interrupt.trigger(data);
      }

      @Override
      public void disconnect() {
        interrupt.disconnect();
      }
    };
  }

  @Override
  public DmaQueue createDmaQueue(int adapterNo, int maxPieces) {
    DmaQueue queue = sisci.createDmaQueue(adapterNo, maxPieces);
    return new DmaQueue() {
      @Override
      public void transfer(
          LocalSegment local, RemoteSegment remote, List<Piece> pieces, boolean read) {
        FaultySegment segment = (FaultySegment) remote;
        if (LostAccess.isNow() || segment.isCutOff()) {
          throw new SisciException(
              SisciError.TRANSFER_FAILED, "SCIStartDmaTransfer", "fault injected");
        }
        queue.transfer(local, segment.segment(), pieces, read);
      }

      @Override
      public void remove() {
        queue.remove();
      }
    };
  }

  @Override
  public void close() {
    sisci.close();
  }
}

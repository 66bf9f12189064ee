// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.sisci;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * SISCI, initialised ({@code SCIInitialize}). Every handle that it returns has a descriptor of its
 * own ({@code SCIOpen}), which ends with the handle.
 *
 * <p>Adapters are numbered 0 to 3, nodes by multiples of 4 from 4 on, segments by unsigned 32-bit
 * numbers.
 */
public interface Sisci extends AutoCloseable {

  /** How many adapters a node can have. */
  int MAX_ADAPTERS = 4;

  /** How many bytes a data interrupt carries at most. */
  int MAX_INTERRUPT_DATA = 48;

  /** Returns what this is, for people: the library with its version, or the emulation. */
  String description();

  /** Returns the unit of sizes and offsets of maps and of registered memory in bytes. */
  long pageSize();

  /**
   * Returns the node id of this host on an adapter ({@code SCIGetLocalNodeId}).
   *
   * @throws SisciException with {@code NO_SUCH_ADAPTERNO} or {@code ILLEGAL_ADAPTERNO}
   */
  int localNodeId(int adapterNo);

  /** Tells whether a node can be reached now ({@code SCIProbeNode}); the own node always can. */
  boolean probeNode(int adapterNo, int nodeId);

  /** Tells whether an adapter has a link that works ({@code SCI_Q_ADAPTER_LINK_OPERATIONAL}). */
  boolean isLinkOperational(int adapterNo);

  /**
   * Allocates zeroed memory of this process that {@link #createSegment(int, MemorySegment,
   * LocalSegmentCallback)} can register without a copy.
   *
   * @param size a multiple of the page size
   * @param arena decides the lifetime
   */
  MemorySegment allocate(long size, Arena arena);

  /**
   * Creates a segment with memory of the library ({@code SCICreateSegment}).
   *
   * @param segmentId unique on this node
   * @param size a multiple of the page size
   * @throws SisciException with {@code SEGMENTID_USED}, {@code NOSPC}, {@code HW_NOSPC}
   */
  LocalSegment createSegment(int segmentId, long size, LocalSegmentCallback callback);

  /**
   * Creates a segment over memory of this process ({@code SCICreateSegment} with {@code EMPTY},
   * {@code SCIRegisterSegmentMemory} with {@code LOCK_USER_MEM}). The contents stay.
   *
   * @param segmentId unique on this node
   * @param memory page aligned, of whole pages
   * @throws SisciException with {@code SEGMENTID_USED}, {@code ILLEGAL_ADDRESS}, {@code
   *     SIZE_ALIGNMENT}, {@code NOSPC}, {@code HW_NOSPC}
   */
  LocalSegment createSegment(int segmentId, MemorySegment memory, LocalSegmentCallback callback);

  /**
   * Tells whether {@link LocalSegment#rebind} works. SISCI has no such call; an implementation that
   * makes the maps of others itself can offer it.
   */
  boolean supportsRebind();

  /**
   * Connects to a segment ({@code SCIConnectSegment}). Does not wait until there is one.
   *
   * @throws SisciException with {@code NO_SUCH_SEGMENT}, {@code CONNECTION_REFUSED}, {@code
   *     NO_LINK_ACCESS}, {@code NO_REMOTE_LINK_ACCESS}, {@code NO_SUCH_NODEID}, {@code
   *     NODE_NOT_RESPONDING}, {@code TIMEOUT}
   */
  RemoteSegment connectSegment(
      int adapterNo, int nodeId, int segmentId, RemoteSegmentCallback callback);

  /** Makes an interrupt, with a number that the library picks ({@code SCICreateDataInterrupt}). */
  LocalDataInterrupt createDataInterrupt(int adapterNo, DataInterruptCallback callback);

  /**
   * Connects to an interrupt ({@code SCIConnectDataInterrupt}). Does not wait until there is one.
   *
   * @throws SisciException as {@link #connectSegment}
   */
  RemoteDataInterrupt connectDataInterrupt(int adapterNo, int nodeId, int number);

  /**
   * Makes a queue for transfers by DMA ({@code SCICreateDMAQueue}).
   *
   * @param maxPieces the largest number of pieces of a transfer
   * @throws SisciException with {@code NOT_IMPLEMENTED} or the like if the adapter cannot
   */
  DmaQueue createDmaQueue(int adapterNo, int maxPieces);

  /** Ends the use of the library ({@code SCITerminate}); every handle has been given back. */
  @Override
  void close();
}

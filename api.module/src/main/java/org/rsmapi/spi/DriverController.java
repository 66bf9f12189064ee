// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.spi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.rsmapi.ControllerAttributes;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.SegmentId;
import org.rsmapi.Topology;

/**
 * An open controller of a driver.
 *
 * <p>The library holds one per controller, whatever the number of references applications have to
 * it.
 */
@ConsumerType
public interface DriverController extends AutoCloseable {

  /**
   * Returns the attributes, equal at each call.
   *
   * @return the attributes; 0 for "no limit". With a page size that is no power of two the
   *     controller cannot be opened
   */
  ControllerAttributes attributes();

  /**
   * Returns the id of the node that this controller belongs to.
   *
   * @return the id in the cluster, not the hardware address
   */
  NodeId localNode();

  /**
   * Returns what the topology says of this controller now.
   *
   * @return the controller with its links; empty for a controller that is not listed, such as
   *     loopback
   */
  Optional<Topology.LocalController> topology();

  /**
   * Tells whether a node is part of the cluster, so that access lists may name it.
   *
   * @param node any id
   * @return true for the nodes of the cluster, the local one included
   */
  boolean isClusterNode(NodeId node);

  /**
   * Returns the largest number of entries in an access list.
   *
   * @return 1 for loopback, else at most {@link org.rsmapi.AccessEntry#MAX_ENTRIES}
   */
  int maxAccessEntries();

  /**
   * Tells whether the memory of a segment can be exchanged.
   *
   * @return true if {@link DriverExport#rebind} works
   */
  boolean supportsRebind();

  /**
   * Tells whether segments can be published with lock operations.
   *
   * @return false for all drivers so far
   */
  boolean supportsLocks();

  /**
   * Prepares local memory for vector transfers, for example by locking it down for DMA.
   *
   * @param memory native, alive, page aligned; not necessarily of whole pages
   * @return what the library frees, once, when no transfer uses it any more; null if this medium
   *     needs no preparation
   * @throws org.rsmapi.RsmException with {@link org.rsmapi.RsmError#INSUFFICIENT_MEM}
   */
  @Nullable DriverLocalMemory registerLocalMemory(MemorySegment memory);

  /**
   * Allocates memory that {@link #create} can export without a copy.
   *
   * <p>Zeroed, page aligned, backed by real memory. It is gone when the arena is closed, and
   * nothing of the driver's class loader may be reachable from it.
   *
   * @param byteSize a multiple of the page size, greater than 0
   * @param arena alive; decides the lifetime
   * @return memory of exactly this size in the scope of the arena
   * @throws org.rsmapi.RsmException with {@link org.rsmapi.RsmError#INSUFFICIENT_MEM} or {@link
   *     org.rsmapi.RsmError#INSUFFICIENT_RESOURCES}
   */
  MemorySegment allocate(long byteSize, Arena arena);

  /**
   * Binds memory to a new export segment; captures the owner of the segment.
   *
   * @param memory native, writable, alive, page aligned in address and size, within the limits of
   *     the attributes; its contents stay
   * @param listener is told of signals for the exporter
   * @return the export side, not published; the library destroys it
   * @throws org.rsmapi.RsmException with {@link org.rsmapi.RsmError#BAD_ADDR} (not wholly mapped),
   *     {@link org.rsmapi.RsmError#INSUFFICIENT_MEM} or {@link
   *     org.rsmapi.RsmError#INSUFFICIENT_RESOURCES}
   */
  DriverExport create(MemorySegment memory, SignalListener listener);

  /**
   * Connects to a published segment; may wait for the exporter, and ends the wait when the thread
   * is interrupted.
   *
   * @param node any id
   * @param id any id
   * @param permission exactly read, write, or both
   * @param listener is told of signals and of the end of the connection
   * @return the import side; the library disconnects it
   * @throws org.rsmapi.RsmException with {@link org.rsmapi.RsmError#CTLR_NOT_PRESENT}, {@link
   *     org.rsmapi.RsmError#REMOTE_NODE_UNREACHABLE}, {@link org.rsmapi.RsmError#INTERRUPTED},
   *     {@link org.rsmapi.RsmError#SEG_NOT_PUBLISHED}, what {@link AccessPolicy#decide} says, or
   *     {@link org.rsmapi.RsmError#INSUFFICIENT_RESOURCES}
   */
  DriverImport connect(NodeId node, SegmentId id, Permission permission, ImportListener listener);

  /**
   * Closes the controller. The library has destroyed its exports and disconnected its imports
   * before; whatever is left ends as if it had. No thread of the driver runs for it afterwards.
   */
  @Override
  void close();
}

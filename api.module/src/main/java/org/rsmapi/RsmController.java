// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A handle of an interconnect controller of this node, for example {@code loopback} or {@code
 * sci0}.
 *
 * <p><b>Lifetime.</b> Each {@link Rsm#controller} gives a handle that holds one reference to the
 * controller, until {@link #release} or {@link #close}. With the last reference in this {@link Rsm}
 * the controller closes: its export segments are destroyed, its import segments disconnected,
 * mappings included. If the driver is withdrawn meanwhile, the handle stays, but creating and
 * connecting give {@link RsmError#CTLR_NOT_PRESENT}; a handle obtained after the driver is back
 * works. <b>Owner:</b> whoever obtained it.
 *
 * <p>Source: rsm_get_controller(3RSM), rsm_memseg_export_create(3RSM),
 * rsm_memseg_import_connect(3RSM).
 */
@ProviderType
public interface RsmController extends AutoCloseable {

  /**
   * Returns the name of the controller: type and unit; also on a handle that is released.
   *
   * @return for example {@code sci0}; {@code loopback} for loopback, which has no unit
   */
  String name();

  /**
   * Returns the node that the controller belongs to, which access entries and connects to this node
   * need; also on a handle that is released. Not part of the C API.
   *
   * @return the id of this node, as the topology reports it
   */
  NodeId localNode();

  /**
   * Returns the attributes ({@code rsm_get_controller_attr}), equal at each call.
   *
   * @return the attributes
   * @throws RsmException with the code {@link RsmError#BAD_CTLR_HNDL} if the handle is released
   *     (CONTROLLER_ATTR-BAD_CTLR_HNDL-01)
   */
  ControllerAttributes attributes();

  /**
   * Allocates memory that this controller exports without a copy, if it is exported as a whole. Not
   * part of the C API.
   *
   * <p>The memory is page aligned, zeroed, backed by real memory from the start, and may be used by
   * the threads that the arena allows. The arena must stay open until the export segments over the
   * memory have ended.
   *
   * @param byteSize bytes, greater than 0; rounded up to a multiple of the page size
   * @param arena decides the lifetime
   * @return the memory; its size is the rounded one
   * @throws RsmException with one of these codes, checked in this order:
   *     <ul>
   *       <li>{@link RsmError#BAD_CTLR_HNDL}: the handle is released
   *       <li>{@link RsmError#BAD_ADDR}: {@code arena} is null or closed
   *       <li>{@link RsmError#BAD_LENGTH}: {@code byteSize} not greater than 0, or too large to
   *           round
   *       <li>{@link RsmError#CTLR_NOT_PRESENT}: the driver was withdrawn
   *       <li>{@link RsmError#INSUFFICIENT_MEM}, {@link RsmError#INSUFFICIENT_RESOURCES}: memory or
   *           descriptors are short
   *     </ul>
   */
  MemorySegment allocate(long byteSize, @Nullable Arena arena);

  /**
   * Creates an export segment without flags: {@link #createExport(MemorySegment, long, int)}.
   *
   * @param memory native memory, writable, aligned to {@link ControllerAttributes#pageSize}
   * @param length bytes from its start, a multiple of the page size
   * @return the segment, not published; the caller owns it
   * @throws RsmException as {@link #createExport(MemorySegment, long, int)}
   */
  default ExportSegment createExport(@Nullable MemorySegment memory, long length) {
    return createExport(memory, length, 0);
  }

  /**
   * Creates an export segment over memory of this process ({@code rsm_memseg_export_create}). Never
   * waits for resources, with or without {@link ExportSegment#DONTWAIT}.
   *
   * <p>The contents stay. The same memory, and overlapping parts of it, may back several segments.
   * No other thread may write to the memory while the call runs, unless it is the whole of what
   * {@link #allocate} returned. The memory must stay alive until the segment has ended.
   *
   * @param memory native memory, writable, aligned to {@link ControllerAttributes#pageSize}
   * @param length bytes from its start, a multiple of the page size
   * @param flags {@link ExportSegment#ALLOW_REBIND}, {@link ExportSegment#DONTWAIT}, {@link
   *     ExportSegment#LOCK_OPS}; other bits are ignored
   * @return the segment, not published; the caller owns it
   * @throws RsmException with one of these codes, checked in this order:
   *     <ul>
   *       <li>{@link RsmError#BAD_CTLR_HNDL}: the handle is released (CREATE-BAD_CTLR_HNDL-01)
   *       <li>{@link RsmError#BAD_ADDR}: {@code memory} is null or on the heap (CREATE-BAD_ADDR-01,
   *           -02)
   *       <li>{@link RsmError#BAD_LENGTH}: {@code length} not greater than 0 (CREATE-BAD_LENGTH-01)
   *       <li>{@link RsmError#BAD_MEM_ALIGNMENT}: address or length not page aligned
   *           (CREATE-BAD_MEM_ALIGNMENT-01, -02)
   *       <li>{@link RsmError#BAD_LENGTH}: above {@link ControllerAttributes#maxExportSegmentSize}
   *           (CREATE-BAD_LENGTH-02)
   *       <li>{@link RsmError#CTLR_NOT_PRESENT}: the driver was withdrawn
   *           (CREATE-CTLR_NOT_PRESENT-01)
   *       <li>{@link RsmError#BAD_ADDR}: the arena is closed or belongs to another thread, or the
   *           memory is shorter than {@code length} (CREATE-BAD_ADDR-03)
   *       <li>{@link RsmError#INSUFFICIENT_RESOURCES}: one segment more than the configuration or
   *           {@link ControllerAttributes#maxExportSegments} allows, or more bytes than {@link
   *           ControllerAttributes#totalExportSegmentSize} (CREATE-INSUFFICIENT_RESOURCES-01)
   *       <li>{@link RsmError#INSUFFICIENT_MEM}: the quota of exported memory is used up
   *           (CREATE-INSUFFICIENT_MEM-01)
   *       <li>{@link RsmError#PERM_DENIED}: the memory is read-only (CREATE-PERM_DENIED-01)
   *       <li>{@link RsmError#INSUFFICIENT_MEM}, {@link RsmError#INSUFFICIENT_RESOURCES}, {@link
   *           RsmError#INTERRUPTED}: the driver is short of memory or descriptors, or was held back
   *           and interrupted (CREATE-INTERRUPTED-01)
   *     </ul>
   */
  ExportSegment createExport(@Nullable MemorySegment memory, long length, int flags);

  /**
   * Prepares memory of this process for vector transfers ({@code rsm_create_localmemory_handle}).
   *
   * <p>Handles may overlap. The contents stay; the memory must stay alive until the handle is
   * freed.
   *
   * @param memory native memory, aligned to {@link ControllerAttributes#pageSize}
   * @param length bytes from its start, greater than 0, not necessarily a multiple of the page size
   * @return the handle; the caller owns it
   * @throws RsmException with one of these codes, checked in this order:
   *     <ul>
   *       <li>{@link RsmError#BAD_ADDR}: {@code memory} is null, on the heap, or not page aligned
   *           (LOCALMEM_CREATE-BAD_ADDR-01)
   *       <li>{@link RsmError#BAD_CTLR_HNDL}: the handle of the controller is released
   *           (LOCALMEM_CREATE-BAD_CTLR_HNDL-01)
   *       <li>{@link RsmError#BAD_LENGTH}: {@code length} not greater than 0
   *           (LOCALMEM_CREATE-BAD_LENGTH-01)
   *       <li>{@link RsmError#BAD_ADDR}: the arena is closed or belongs to another thread, or the
   *           memory is shorter than {@code length} (LOCALMEM_CREATE-BAD_ADDR-01)
   *       <li>{@link RsmError#INSUFFICIENT_MEM}: the quota of exported memory, which counts local
   *           memory too, is used up, or the driver cannot lock the memory
   *           (LOCALMEM_CREATE-INSUFFICIENT_MEM-01)
   *       <li>{@link RsmError#CTLR_NOT_PRESENT}: the driver was withdrawn
   *     </ul>
   */
  LocalMemory createLocalMemory(@Nullable MemorySegment memory, long length);

  /**
   * Frees a handle ({@code rsm_free_localmemory_handle}); waits for transfers that use it. The
   * memory stays with the caller.
   *
   * @param localMemory created with this controller
   * @throws RsmException with one of these codes, checked in this order:
   *     <ul>
   *       <li>{@link RsmError#BAD_CTLR_HNDL}: the handle of the controller is released
   *           (LOCALMEM_FREE-BAD_CTLR_HNDL-01)
   *       <li>{@link RsmError#BAD_LOCALMEM_HNDL}: {@code localMemory} is null, freed, or of another
   *           controller (LOCALMEM_FREE-BAD_LOCALMEM_HNDL-01)
   *     </ul>
   */
  void freeLocalMemory(@Nullable LocalMemory localMemory);

  /**
   * Connects to a published segment ({@code rsm_memseg_import_connect}).
   *
   * <p>Waits for the exporting process, which decides by the credentials that the kernel vouches
   * for.
   *
   * @param node the node of the exporter
   * @param id the id that the segment is published under; reserved ranges play no part here
   * @param permission {@link Permission#READ}, {@link Permission#WRITE} or {@link Permission#RDWR};
   *     the import segment has exactly these rights
   * @return the import segment, in implicit mode, without a barrier; the caller owns it
   * @throws RsmException with one of these codes, checked in this order:
   *     <ul>
   *       <li>{@link RsmError#BAD_CTLR_HNDL}: the handle is released (CONNECT-BAD_CTLR_HNDL-01)
   *       <li>{@link RsmError#PERM_DENIED}: {@code permission} null or not one of the three
   *           (CONNECT-PERM_DENIED-01)
   *       <li>{@link RsmError#INSUFFICIENT_RESOURCES}: descriptors or segments are short
   *           (CONNECT-INSUFFICIENT_RESOURCES-01)
   *       <li>{@link RsmError#CTLR_NOT_PRESENT}: the driver was withdrawn, or loopback with a node
   *           other than the local one (CONNECT-CTLR_NOT_PRESENT-01, -02)
   *       <li>{@link RsmError#REMOTE_NODE_UNREACHABLE}: no such node, or no answer from it
   *           (CONNECT-REMOTE_NODE_UNREACHABLE-01, -02)
   *       <li>{@link RsmError#INTERRUPTED}: the thread was interrupted before the answer came
   *           (CONNECT-INTERRUPTED-01)
   *       <li>{@link RsmError#SEG_NOT_PUBLISHED}: nothing is published under the id
   *           (CONNECT-SEG_NOT_PUBLISHED-01, -02)
   *       <li>{@link RsmError#SEG_NOT_PUBLISHED_TO_NODE}: the access list has no entry for this
   *           node (CONNECT-SEG_NOT_PUBLISHED_TO_NODE-01, CONNECT-ACL-03)
   *       <li>{@link RsmError#PERM_DENIED}: the access list does not grant every right asked for
   *           (CONNECT-PERM_DENIED-02, -03, CONNECT-ACL-05 to -10)
   *     </ul>
   */
  ImportSegment connect(
      @Nullable NodeId node, @Nullable SegmentId id, @Nullable Permission permission);

  /**
   * Gives the reference of this handle back ({@code rsm_release_controller}).
   *
   * <p>The last one closes the controller and may take as long as unpublishing its segments does.
   *
   * @throws RsmException with the code {@link RsmError#BAD_CTLR_HNDL} if the handle is released
   *     (RELEASE_CONTROLLER-BAD_CTLR_HNDL-02)
   */
  void release();

  /** Does what {@link #release} does, but without effect if the handle is released. */
  @Override
  void close();
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A piece of this process's memory that others may import, once it is published.
 *
 * <p><b>Lifetime.</b> From {@link RsmController#createExport} to {@link #destroy}, to the last
 * release of its controller, or to the withdrawal of its driver; afterwards each call gives {@link
 * RsmError#BAD_SEG_HNDL}. The memory behind it belongs to the application and stays with its
 * contents; it must not be freed before the segment has ended. <b>Owner:</b> whoever created it.
 *
 * <p>Owner and group that importers are judged by are the effective ones of this process when the
 * segment was created; so is the file creation mask.
 *
 * <p>Source: rsm_memseg_export_create(3RSM), rsm_memseg_export_publish(3RSM).
 */
@ProviderType
public interface ExportSegment extends Segment {

  /** Flag at creation: {@link #rebind} is allowed. {@code RSM_ALLOW_REBIND}. */
  int ALLOW_REBIND = 0x01;

  /**
   * Flag at creation: {@link #publish} does not wait for resources of the driver. {@code
   * RSM_CREATE_SEG_DONTWAIT}.
   */
  int DONTWAIT = 0x02;

  /**
   * Flag at creation: the segment is to be published with lock operations. {@code RSM_LOCK_OPS};
   * the header gives it no value, this one is the project's.
   */
  int LOCK_OPS = 0x04;

  /**
   * Makes the segment importable ({@code rsm_memseg_export_publish}).
   *
   * <p>The access list decides who may connect. Null admits every node with the permissions 0666
   * less the file creation mask of the time of creation. An empty list admits nobody. Otherwise the
   * importer's node must have an entry, the first one counts, and one digit of it decides, by the
   * importer's relation to the exporter: same user, same group (supplementary groups included), or
   * neither.
   *
   * @param id the id, or {@link SegmentId#ANY} for one chosen by the system, which is never handed
   *     out twice
   * @param accessList null, or at most {@link AccessEntry#MAX_ENTRIES} entries; copied
   * @return the id that the segment has now
   * @throws RsmException with one of these codes, checked in this order:
   *     <ul>
   *       <li>{@link RsmError#BAD_SEGID}: {@code id} is null or no unsigned 32-bit number
   *           (PUBLISH-BAD_SEGID-01)
   *       <li>{@link RsmError#BAD_SEG_HNDL}: the segment has ended (PUBLISH-BAD_SEG_HNDL-01)
   *       <li>{@link RsmError#SEG_ALREADY_PUBLISHED}: it is published
   *           (PUBLISH-SEG_ALREADY_PUBLISHED-01)
   *       <li>{@link RsmError#RESERVED_SEGID}: {@code id} lies in 1-0x3FFFFF or from 0x80000000 on
   *           (PUBLISH-RESERVED_SEGID-01 to -05)
   *       <li>{@link RsmError#BAD_ACL}: null or surplus entries, a permission with a bit outside
   *           0666, a node that is not part of the cluster; on loopback more than one entry or one
   *           for another node (PUBLISH-BAD_ACL-01 to -06)
   *       <li>{@link RsmError#LOCKS_NOT_SUPPORTED}: created with {@link #LOCK_OPS}, and the driver
   *           has no lock operations (PUBLISH-LOCKS_NOT_SUPPORTED-01)
   *       <li>{@link RsmError#SEGID_IN_USE}: the id is taken on this node (PUBLISH-SEGID_IN_USE-01,
   *           -02)
   *       <li>{@link RsmError#INSUFFICIENT_MEM}: the driver is short of memory
   *           (PUBLISH-INSUFFICIENT_MEM-01)
   *       <li>{@link RsmError#INSUFFICIENT_RESOURCES}: created with {@link #DONTWAIT}, and the
   *           driver is short of resources, for example descriptors
   *           (PUBLISH-INSUFFICIENT_RESOURCES-01); without the flag the call waits until there are
   *           some (PUBLISH-BLOCK-01)
   *       <li>{@link RsmError#INTERRUPTED}: the thread is interrupted while it waits for resources;
   *           the segment stays unpublished (PUBLISH-INTERRUPTED-01)
   *     </ul>
   */
  SegmentId publish(
      @Nullable SegmentId id, @Nullable List<? extends @Nullable AccessEntry> accessList);

  /**
   * Replaces the access list ({@code rsm_memseg_export_republish}).
   *
   * <p>It counts for importers that connect from now on; connections keep the rights that they
   * have. Each connect is judged wholly by one list. Waits for another republish of the same
   * segment.
   *
   * @param accessList as for {@link #publish}
   * @throws RsmException with one of these codes, checked in this order; the list in force stays:
   *     <ul>
   *       <li>{@link RsmError#BAD_SEG_HNDL}: the segment has ended (REPUBLISH-BAD_SEG_HNDL-01)
   *       <li>{@link RsmError#SEG_NOT_PUBLISHED}: it is not published
   *           (REPUBLISH-SEG_NOT_PUBLISHED-01)
   *       <li>{@link RsmError#BAD_ACL}: a list that publish would refuse (REPUBLISH-BAD_ACL-01)
   *       <li>{@link RsmError#INTERRUPTED}: the thread is interrupted while another republish is in
   *           progress (REPUBLISH-INTERRUPTED-01)
   *       <li>{@link RsmError#INSUFFICIENT_MEM}, {@link RsmError#INSUFFICIENT_RESOURCES}: the
   *           driver is short of memory or resources (REPUBLISH-INSUFFICIENT_MEM-01,
   *           REPUBLISH-INSUFFICIENT_RESOURCES-01)
   *     </ul>
   */
  void republish(@Nullable List<? extends @Nullable AccessEntry> accessList);

  /**
   * Exchanges the memory behind the segment ({@code rsm_memseg_export_rebind}); C's offset, which
   * has no effect there, is dropped.
   *
   * <p>Importers notice nothing: connections, mappings, events, id and access list stay. Nothing is
   * copied between old and new memory. What transfers find that run meanwhile is undefined, but
   * none fails. Afterwards the old memory is the application's alone, with its contents.
   *
   * @param memory native memory, writable, page aligned; alive until the segment has ended or is
   *     bound anew
   * @param length bytes from its start; that of the segment
   * @throws RsmException with one of these codes, checked in this order; the old memory stays
   *     bound:
   *     <ul>
   *       <li>{@link RsmError#BAD_SEG_HNDL}: the segment was destroyed (REBIND-BAD_SEG_HNDL-01);
   *           {@link RsmError#BAD_CTLR_HNDL}: its controller had its last release
   *           (REBIND-BAD_CTLR_HNDL-01); {@link RsmError#CTLR_NOT_PRESENT}: the driver was
   *           withdrawn (REBIND-CTLR_NOT_PRESENT-01)
   *       <li>{@link RsmError#BAD_ADDR}: {@code memory} is null (REBIND-BAD_ADDR-01)
   *       <li>{@link RsmError#REBIND_NOT_ALLOWED}: created without {@link #ALLOW_REBIND}, or the
   *           driver cannot rebind (REBIND-REBIND_NOT_ALLOWED-01, -02)
   *       <li>{@link RsmError#BAD_ADDR}: {@code memory} is on the heap (REBIND-BAD_ADDR-02)
   *       <li>{@link RsmError#BAD_LENGTH}: {@code length} is not that of the segment
   *           (REBIND-BAD_LENGTH-01)
   *       <li>{@link RsmError#BAD_ADDR}: not page aligned (REBIND-BAD_ADDR-02)
   *       <li>{@link RsmError#INSUFFICIENT_MEM}: the quota has no room for old and new memory
   *           together (REBIND-INSUFFICIENT_MEM-01)
   *       <li>{@link RsmError#BAD_ADDR}: the arena is closed or belongs to another thread; the
   *           memory is shorter than {@code length} (REBIND-BAD_ADDR-02)
   *       <li>{@link RsmError#PERM_DENIED}: the memory is read-only (REBIND-PERM_DENIED-01)
   *       <li>{@link RsmError#INSUFFICIENT_MEM}, {@link RsmError#INSUFFICIENT_RESOURCES}, {@link
   *           RsmError#INTERRUPTED}: the driver is short of memory or resources, or was held back
   *           and interrupted (REBIND-INSUFFICIENT_RESOURCES-01, REBIND-INTERRUPTED-01)
   *     </ul>
   */
  void rebind(@Nullable MemorySegment memory, long length);

  /**
   * Withdraws the segment ({@code rsm_memseg_export_unpublish}).
   *
   * <p>The id is free at once, and every import segment of it is broken before the call returns,
   * except in a process that does not answer within five seconds. Pending events stay.
   *
   * @throws RsmException with one of these codes, checked in this order:
   *     <ul>
   *       <li>{@link RsmError#BAD_SEG_HNDL}: the segment has ended (UNPUBLISH-BAD_SEG_HNDL-01)
   *       <li>{@link RsmError#SEG_NOT_PUBLISHED}: it is not published
   *           (UNPUBLISH-SEG_NOT_PUBLISHED-01)
   *       <li>{@link RsmError#INTERRUPTED}: the thread is interrupted while the driver is held
   *           back; nothing has happened (UNPUBLISH-INTERRUPTED-01)
   *     </ul>
   */
  void unpublish();

  /**
   * Ends the segment ({@code rsm_memseg_export_destroy}); unpublishes it first if need be.
   *
   * <p>Threads that wait for a signal on it end with {@link RsmError#BAD_SEG_HNDL}. The memory
   * stays with the caller.
   *
   * @throws RsmException with one of these codes, checked in this order:
   *     <ul>
   *       <li>{@link RsmError#BAD_SEG_HNDL}: the segment has ended (DESTROY-BAD_SEG_HNDL-01)
   *       <li>{@link RsmError#POLLFD_IN_USE}: poll references are held; the segment stays as it is
   *           (DESTROY-POLLFD_IN_USE-01)
   *     </ul>
   */
  void destroy();

  /**
   * Returns the id under which the segment is published.
   *
   * @return the id; empty while it is not published and after its end
   */
  Optional<SegmentId> publishedId();

  /**
   * Does what {@link #destroy} does, but without effect if the segment has ended; poll references
   * that are still held end with it.
   */
  @Override
  void close();
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

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
   *       <li>{@link RsmError#SEGID_IN_USE}: the id is taken on this node (PUBLISH-SEGID_IN_USE-01,
   *           -02)
   *       <li>{@link RsmError#INSUFFICIENT_MEM}, {@link RsmError#INSUFFICIENT_RESOURCES}: the
   *           driver is short of memory or of descriptors (PUBLISH-INSUFFICIENT_MEM-01,
   *           PUBLISH-INSUFFICIENT_RESOURCES-01)
   *     </ul>
   */
  SegmentId publish(
      @Nullable SegmentId id, @Nullable List<? extends @Nullable AccessEntry> accessList);

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
   *     </ul>
   */
  void unpublish();

  /**
   * Ends the segment ({@code rsm_memseg_export_destroy}); unpublishes it first if need be.
   *
   * <p>Threads that wait for a signal on it end with {@link RsmError#BAD_SEG_HNDL}. The memory
   * stays with the caller.
   *
   * @throws RsmException with the code {@link RsmError#BAD_SEG_HNDL} if the segment has ended
   *     (DESTROY-BAD_SEG_HNDL-01)
   */
  void destroy();

  /**
   * Returns the id under which the segment is published.
   *
   * @return the id; empty while it is not published and after its end
   */
  Optional<SegmentId> publishedId();

  /** Does what {@link #destroy} does, but without effect if the segment has ended. */
  @Override
  void close();
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

/**
 * The ids set aside for an application, see {@link Rsm#segmentIdRange}.
 *
 * <p>Source: rsm_get_segmentid_range(3RSM).
 *
 * @param base the first id
 * @param length how many there are; 0 to 0xFFFFFFFF
 */
public record SegmentIdRange(SegmentId base, long length) {}

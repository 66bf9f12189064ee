// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.spi;

/**
 * Who created an export segment, captured when it was created.
 *
 * @param uid the effective user id
 * @param gid the effective group id
 * @param creationMask the file creation mask, for example 0022
 */
public record SegmentOwner(long uid, long gid, int creationMask) {}

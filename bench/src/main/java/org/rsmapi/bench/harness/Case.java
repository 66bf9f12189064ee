// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

/**
 * One work with its size and placement.
 *
 * @param work what
 * @param size bytes
 * @param placement where
 */
public record Case(Work work, long size, Placement placement) {}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.report;

/**
 * What a figure is of.
 *
 * @param work what was done
 * @param size bytes, or 0
 * @param placement where
 * @param contender by whom
 */
public record FigureKey(String work, long size, String placement, String contender) {

  /** The same of somebody else. */
  public FigureKey of(String other) {
    return new FigureKey(work, size, placement, other);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.report;

/**
 * What a figure is to be.
 *
 * @param work what is done
 * @param least the smallest size it holds for
 * @param most the largest
 * @param subject whose figure
 * @param peer whose figure it is a ratio to, or {@link #ABSOLUTE}
 * @param limit the largest ratio, or the largest figure
 * @param text in words
 */
public record Target(
    String work, long least, long most, String subject, String peer, double limit, String text) {

  /** For a target that is no ratio. */
  public static final String ABSOLUTE = "-";

  /** Whether it is a limit of the figure itself. */
  public boolean isAbsolute() {
    return peer.equals(ABSOLUTE);
  }

  /** Whether it says something about a figure. */
  public boolean covers(FigureKey key) {
    return key.work().equals(work)
        && key.contender().equals(subject)
        && key.size() >= least
        && key.size() <= most;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.route;

import java.util.Arrays;
import java.util.List;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.route.Route.WciRoute;

/**
 * Which path each byte of a segment takes. Address bits decide, so that the pattern repeats every 1
 * KiB: bit 9 chooses the link of a WCI, bit 8 one of two WCIs, bits 8 and 7 one of four.
 *
 * <p>Paths are numbered as in {@link Route#paths()}. A route without links, to the own node or to
 * one out of reach, has no paths. Transfers ask for every run, so nothing is allocated and no
 * question takes longer the more bytes it is about.
 */
public final class StripeMap {

  /** The path of every byte where a route has no links. */
  public static final int NO_PATH = -1;

  private static final int UNIT_SHIFT = 7; // nothing changes within 128 bytes
  private static final int UNIT = 1 << UNIT_SHIFT;
  private static final int UNITS_SHIFT = 3;
  private static final int UNITS = 1 << UNITS_SHIFT;
  private static final int PERIOD_SHIFT = UNIT_SHIFT + UNITS_SHIFT;
  private static final int LINK_BIT = 9;
  private static final int MOST_LINKS = 2;

  private final LinkId[] links;
  private final int[] wcis;

  /** By unit. */
  private final int[] pathOfUnit;

  /** By path and unit: the bytes of the path in the units before. */
  private final int[] bytesBefore;

  /** By path. */
  private final int[] bytesInPeriod;

  private final long runMask;
  private final int runStep;
  private final int linkStripes;

  private StripeMap(Route route) {
    links = route.paths().toArray(LinkId[]::new);
    wcis = wcis(route);
    pathOfUnit = pathOfUnit(route);
    bytesBefore = new int[links.length << UNITS_SHIFT];
    bytesInPeriod = new int[links.length];
    int mask = 0;
    for (int unit = 0; unit < UNITS && links.length > 0; unit++) {
      for (int path = 0; path < links.length; path++) {
        bytesBefore[(path << UNITS_SHIFT) | unit] = bytesInPeriod[path];
      }
      int path = pathOfUnit[unit];
      if (bytesInPeriod[path] == 0) {
        mask |= 1 << unit;
      }
      bytesInPeriod[path] += UNIT;
    }
    linkStripes = mask;
    if (links.length > 1) {
      long granule = 1L << (route.wcis().size() > 1 ? wciShift(route.wcis().size()) : LINK_BIT);
      runMask = granule - 1;
      runStep = 1;
    } else {
      runMask = Long.MAX_VALUE;
      runStep = 0;
    }
  }

  /**
   * Makes the map for a route.
   *
   * @throws IllegalArgumentException if it has other than 0, 1, 2 or 4 WCIs, or one of them other
   *     than 1 or 2 links
   */
  public static StripeMap of(Route route) {
    int count = route.wcis().size();
    if (count > 4 || count == 3) {
      throw new IllegalArgumentException(
          "route to cnode " + route.cnode() + ": " + count + " WCIs, want 1, 2 or 4");
    }
    for (WciRoute wci : route.wcis()) {
      if (wci.links().isEmpty() || wci.links().size() > MOST_LINKS) {
        throw new IllegalArgumentException(
            "route to cnode %d: WCI %d with %d links, want 1 or 2"
                .formatted(route.cnode(), wci.port(), wci.links().size()));
      }
    }
    return new StripeMap(route);
  }

  private static int[] wcis(Route route) {
    int[] wcis = new int[route.stripes()];
    int path = 0;
    for (int wci = 0; wci < route.wcis().size(); wci++) {
      int next = path + route.wcis().get(wci).links().size();
      Arrays.fill(wcis, path, next, wci);
      path = next;
    }
    return wcis;
  }

  private static int[] pathOfUnit(Route route) {
    int[] paths = new int[UNITS];
    if (route.wcis().isEmpty()) {
      Arrays.fill(paths, NO_PATH);
      return paths;
    }
    List<LinkId> links = route.paths();
    for (int unit = 0; unit < UNITS; unit++) {
      int offset = unit << UNIT_SHIFT;
      int count = route.wcis().size();
      WciRoute wci = route.wcis().get((offset >> wciShift(count)) & (count - 1));
      int link = wci.links().get((offset >> LINK_BIT) & (wci.links().size() - 1));
      paths[unit] = links.indexOf(new LinkId(wci.port(), link));
    }
    return paths;
  }

  /** The lowest address bit that chooses among so many WCIs. */
  private static int wciShift(int count) {
    return count == 4 ? 7 : 8;
  }

  /** Returns how many paths there are, 0 to 8. */
  public int paths() {
    return links.length;
  }

  /** Returns the link of a path. */
  public LinkId link(int path) {
    return links[path];
  }

  /** Returns which of the WCIs of the route a path belongs to, counted from 0. */
  public int wci(int path) {
    return wcis[path];
  }

  /** Returns the path of the byte at an offset, or {@link #NO_PATH}. */
  public int pathOf(long offset) {
    return pathOfUnit[unit(offset)];
  }

  /**
   * Returns the offset after this one where the path changes next; {@link Long#MAX_VALUE} if it
   * never does.
   */
  public long runEnd(long offset) {
    return (offset | runMask) + runStep;
  }

  /** Returns how many bytes of a range take a path. */
  public long bytesOn(int path, long offset, long length) {
    return bytesBefore(path, offset + length) - bytesBefore(path, offset);
  }

  /**
   * Returns where to touch a page in order to use every path once: bit n stands for the 128 bytes
   * at 128 n.
   */
  public int linkStripes() {
    return linkStripes;
  }

  /** Whole periods, whole units, and what there is of the unit begun. */
  private long bytesBefore(int path, long end) {
    int unit = unit(end);
    long whole = (end >>> PERIOD_SHIFT) * bytesInPeriod[path];
    int begun = pathOfUnit[unit] == path ? (int) end & (UNIT - 1) : 0;
    return whole + bytesBefore[(path << UNITS_SHIFT) | unit] + begun;
  }

  private static int unit(long offset) {
    return (int) (offset >>> UNIT_SHIFT) & (UNITS - 1);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.config.Member;
import org.rsmapi.driver.wci.config.Wci;

/** Configurations for tests: two nodes, two WCIs with two links each. */
public final class Networks {

  public static final List<LinkId> LINKS =
      List.of(new LinkId(4, 0), new LinkId(4, 1), new LinkId(5, 0), new LinkId(5, 1));

  /** Nothing comes by a poll, and a slow machine is no reason to give up. */
  public static final LinkTimes NO_POLL =
      new LinkTimes(3_600_000, 0, 30_000, 1_000, 100, 120_000, 120_000, 3_600_000, 24, 10);

  private Networks() {}

  public static ControllerConfiguration two(int cnode) {
    return two(cnode, 1, 2);
  }

  /** Has another version stamp, or only so many WCIs. */
  public static ControllerConfiguration two(int cnode, long version, int wcis) {
    List<Wci> made = new ArrayList<>();
    for (int port = 4; port < 4 + wcis; port++) {
      made.add(wci(cnode, port, port));
    }
    return of(cnode, version, made);
  }

  /** A WCI whose links lead to the same ones of a WCI of the other node. */
  public static Wci wci(int cnode, int port, int remotePort) {
    int other = 1 - cnode;
    return new Wci(
        port,
        cnode,
        cnode,
        List.of(new Wci.Reachable(0, 0, 0), new Wci.Reachable(1, 1, 1)),
        true,
        Wci.TopologyType.DISTRIBUTED_SWITCH,
        IntStream.range(0, 2).mapToObj(i -> new Wci.Link(i, other, i, remotePort)).toList());
  }

  public static ControllerConfiguration of(int cnode, long version, List<Wci> wcis) {
    List<Member> members =
        IntStream.range(0, 2)
            .mapToObj(
                i -> new Member(i, i, "node" + i, List.of(0xa1 + i), List.of(0xa1), 0, 0xa1 + i, 0))
            .toList();
    return new ControllerConfiguration(
        cnode, "node" + cnode, 3, 2, version, cnode, members, wcis, List.of(), List.of());
  }
}

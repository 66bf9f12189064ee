// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.console;

import java.util.List;
import java.util.OptionalInt;
import org.rsmapi.driver.sci.SciCluster;
import org.rsmapi.spi.Availability;
import org.rsmapi.spi.DriverConsole.Answer;

/** A cluster as it can be looked at. Nodes are named by the ids of SISCI. */
interface ClusterView {

  /** The titles of {@link #nodes}. */
  List<String> NODE_COLUMNS =
      List.of("sci node", "rsm node", "host", "adapters", "state", "processes");

  /** The titles of {@link #links}. */
  List<String> LINK_COLUMNS = List.of("sci node", "other sci node", "adapter", "state");

  /** Looks at a cluster. */
  static ClusterView of(SciCluster cluster) {
    Availability availability = cluster.sisci().availability();
    if (!availability.present()) {
      return new AbsentCluster(cluster.nodes(), availability.reason());
    }
    return cluster.emulated()
        ? new EmulatedView(cluster.nodes())
        : new NativeCluster(cluster.nodes(), cluster.sisci());
  }

  static String state(boolean up) {
    return up ? "up" : "down";
  }

  /** Lists the nodes. */
  Answer nodes();

  /** Lists the links. */
  Answer links();

  /** Lists the segments of some nodes. */
  Answer segments(List<Integer> nodes);

  /** Takes a link, or those of all adapters, down or up. */
  Answer setLink(int first, int second, OptionalInt adapterNo, boolean up);

  /** Has a node crash. */
  Answer kill(int node);
}

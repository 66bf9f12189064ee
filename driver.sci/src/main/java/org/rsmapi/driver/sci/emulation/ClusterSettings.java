// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.rsmapi.driver.sci.sisci.Sisci;

/**
 * What an emulated cluster is like. Processes that are to meet use the same list of nodes and the
 * same namespace ({@link org.rsmapi.fabric.FabricName#NAMESPACE_PROPERTY}).
 *
 * @param nodeIds the nodes that there can be: multiples of 4 from 4 to 240
 * @param ownNodeId the node of this process; empty for the first in the list that no living process
 *     is. Several processes may be one node
 * @param adapters how many each node has, 1 to 4
 * @param visibility when stores can be seen
 * @param costs how long operations take
 */
public record ClusterSettings(
    List<Integer> nodeIds,
    OptionalInt ownNodeId,
    int adapters,
    Visibility visibility,
    CostModel costs) {

  /** The nodes of {@link #DEFAULT}: 4, 8, ... 32. */
  public static final List<Integer> DEFAULT_NODE_IDS =
      IntStream.rangeClosed(1, 8).map(i -> i * 4).boxed().toList();

  /** Eight nodes with an adapter each, as fast as the memory of the host. */
  public static final ClusterSettings DEFAULT =
      new ClusterSettings(
          DEFAULT_NODE_IDS, OptionalInt.empty(), 1, Visibility.IMMEDIATE, CostModel.NONE);

  private static final int LAST_NODE_ID = 240;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  public ClusterSettings {
    nodeIds = List.copyOf(nodeIds);
    if (nodeIds.isEmpty() || new HashSet<>(nodeIds).size() != nodeIds.size()) {
      throw new IllegalArgumentException(
          "nodes=" + nodeIds + ": give each node once, at least one");
    }
    for (int nodeId : nodeIds) {
      if (!isNodeId(nodeId)) {
        throw new IllegalArgumentException(
            "node=" + nodeId + ": use a multiple of 4 from 4 to " + LAST_NODE_ID);
      }
    }
    if (ownNodeId.isPresent() && !nodeIds.contains(ownNodeId.getAsInt())) {
      throw new IllegalArgumentException(
          "node=" + ownNodeId.getAsInt() + ": is none of the nodes " + nodeIds);
    }
    if (adapters < 1 || adapters > Sisci.MAX_ADAPTERS) {
      throw new IllegalArgumentException(
          "adapters=" + adapters + ": use 1 to " + Sisci.MAX_ADAPTERS);
    }
  }

  /** Returns the same with a node of one's choice. */
  public ClusterSettings as(int nodeId) {
    return new ClusterSettings(nodeIds, OptionalInt.of(nodeId), adapters, visibility, costs);
  }

  /** Returns the same with another visibility. */
  public ClusterSettings with(Visibility other) {
    return new ClusterSettings(nodeIds, ownNodeId, adapters, other, costs);
  }

  /** Returns the same with other costs. */
  public ClusterSettings with(CostModel other) {
    return new ClusterSettings(nodeIds, ownNodeId, adapters, visibility, other);
  }

  /** Returns the same with so many adapters. */
  public ClusterSettings withAdapters(int number) {
    return new ClusterSettings(nodeIds, ownNodeId, number, visibility, costs);
  }

  static boolean isNodeId(int nodeId) {
    return nodeId >= 4 && nodeId <= LAST_NODE_ID && nodeId % 4 == 0;
  }
}

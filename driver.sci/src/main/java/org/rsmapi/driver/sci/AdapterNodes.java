// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.rsmapi.NodeId;

/**
 * The nodes that an adapter leads to.
 *
 * @param local the id of this node
 * @param all this node and the others
 */
record AdapterNodes(NodeId local, List<Node> all) {

  /**
   * A node.
   *
   * @param id in the cluster
   * @param sciNode the node id of SISCI on this adapter
   */
  record Node(NodeId id, int sciNode) {}

  AdapterNodes {
    all = List.copyOf(all);
  }

  List<Node> others() {
    return all.stream().filter(node -> !node.id().equals(local)).toList();
  }

  OptionalInt sciNode(NodeId id) {
    return all.stream().filter(node -> node.id().equals(id)).mapToInt(Node::sciNode).findFirst();
  }

  Optional<NodeId> id(int sciNode) {
    return all.stream().filter(node -> node.sciNode() == sciNode).map(Node::id).findFirst();
  }
}

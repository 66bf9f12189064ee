// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.demo;

import java.util.Map;

/**
 * A node of the cluster of the demo, which is emulated whatever hardware there is, and meets no
 * other.
 */
enum ClusterNode {
  /** What the process that leads is. */
  EXPORTER("4"),
  /** What the second process is. */
  IMPORTER("8");

  private final String sciNode;

  ClusterNode(String sciNode) {
    this.sciNode = sciNode;
  }

  /** The id of SISCI. */
  String sciNode() {
    return sciNode;
  }

  /** The system properties of a process that is to be the node. */
  Map<String, String> settings() {
    return Map.of(
        "org.rsmapi.sci.implementation",
        "emulated",
        "org.rsmapi.sci.node",
        sciNode,
        "org.rsmapi.fabric.namespace",
        "demo-" + ProcessHandle.current().pid());
  }
}

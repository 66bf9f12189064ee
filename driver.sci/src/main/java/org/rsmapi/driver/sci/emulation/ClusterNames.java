// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import org.rsmapi.RsmException;
import org.rsmapi.fabric.FabricName;
import org.rsmapi.fabric.UnixSocket;

/**
 * The names of the sockets of an emulated cluster, in the namespace that this process has now. The
 * kernel gives each to one socket, and takes it back when the process dies.
 */
final class ClusterNames {

  private static final String PREFIX = "org.rsmapi/";

  private final String cluster = FabricName.of("sci", 0).fabric();

  /**
   * The fabric of an adapter: each has its own, since a segment is available adapter by adapter.
   */
  FabricName fabric(int adapterNo, int nodeId) {
    return new FabricName(cluster + adapterNo, nodeId);
  }

  /** Of a process of a node: there it is asked what it has, and told of faults. */
  String process(int nodeId, int slot) {
    return PREFIX + cluster + "/" + nodeId + "/process/" + slot;
  }

  /** Of the one who has the id. */
  String segment(int nodeId, int segmentId) {
    return PREFIX + cluster + "/" + nodeId + "/segment/" + Integer.toHexString(segmentId);
  }

  String interrupt(int adapterNo, int nodeId, int number) {
    return PREFIX + cluster + adapterNo + "/" + nodeId + "/interrupt/" + number;
  }

  /** Makes a socket for messages, which can take a name. */
  static UnixSocket socket(String call) {
    try {
      return UnixSocket.datagram();
    } catch (RsmException e) {
      throw Failure.of(e, call);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.wire;

import org.rsmapi.fabric.FabricName;

/**
 * The names of a controller's sockets, in the namespace that this process has now. The kernel gives
 * each to one socket, and takes it back when the process dies.
 */
public final class CnodeNames {

  private static final String PREFIX = "org.rsmapi/";

  private CnodeNames() {}

  /** Returns what the fabric of a cnode is opened with. */
  public static FabricName fabric(int controller, int cnode) {
    return FabricName.of("wrsm" + controller, cnode);
  }

  /** Returns the name that makes a process a cnode; others connect to it. */
  public static String wire(int controller, int cnode) {
    return name(controller, cnode, "wire");
  }

  /** Returns the name where the process that is a cnode takes commands. */
  public static String control(int controller, int cnode) {
    return name(controller, cnode, "control");
  }

  private static String name(int controller, int cnode, String what) {
    return PREFIX + fabric(controller, cnode).fabric() + "/" + cnode + "/" + what;
  }
}

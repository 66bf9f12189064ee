// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.wire;

import java.util.List;
import org.rsmapi.fabric.FabricName;
import org.rsmapi.fabric.UnixSocket;

/**
 * What makes this process a cnode of a controller: the name of a socket, which the kernel gives to
 * one process, and takes back when that dies.
 */
public final class CnodeClaim implements AutoCloseable {

  private final int controller;
  private final int cnode;
  private final UnixSocket socket;

  private CnodeClaim(int controller, int cnode, UnixSocket socket) {
    this.controller = controller;
    this.cnode = cnode;
    this.socket = socket;
  }

  /**
   * Makes this process the first of some cnodes that no living process is.
   *
   * @param candidates in the order of preference
   * @throws org.rsmapi.RsmException CTLR_NOT_PRESENT naming them if each is taken
   */
  public static CnodeClaim take(int controller, List<Integer> candidates) {
    throw new UnsupportedOperationException();
  }

  /** Returns the controller. */
  public int controller() {
    return controller;
  }

  /** Returns the cnode that this process is. */
  public int cnode() {
    return cnode;
  }

  /** Returns what the fabric of this cnode is to be opened with. */
  public FabricName fabricName() {
    return FabricName.of("wrsm" + controller, cnode);
  }

  UnixSocket socket() {
    return socket;
  }

  /** Gives the cnode up. */
  @Override
  public void close() {
    socket.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.wire;

import java.util.List;
import org.rsmapi.fabric.Fabric;

/**
 * Carries control messages between the cnodes of a controller that are processes of this host. Runs
 * on the event loop of a fabric; any method may be called by any thread.
 */
public final class Wires implements AutoCloseable {

  /** Is told what comes, on the event loop of the fabric; returns at once. */
  public interface Receiver {
    /** A packet has come from a cnode that was reached. */
    void arrived(int cnode, Packet packet);

    /** A cnode can be sent to, and has proved who it is. */
    void reached(int cnode);

    /** A cnode that was reached has ended. */
    void gone(int cnode);
  }

  private final Fabric fabric;
  private final CnodeClaim claim;

  private Wires(Fabric fabric, CnodeClaim claim) {
    this.fabric = fabric;
    this.claim = claim;
  }

  /**
   * Takes over a claim.
   *
   * @param fabric was opened with the name of the claim
   */
  public static Wires open(Fabric fabric, CnodeClaim claim, Receiver receiver) {
    throw new UnsupportedOperationException();
  }

  /**
   * Claims a cnode.
   *
   * @throws org.rsmapi.RsmException CTLR_NOT_PRESENT naming it if it is taken
   */
  public static Wires open(Fabric fabric, int controller, int cnode, Receiver receiver) {
    return open(fabric, CnodeClaim.take(controller, List.of(cnode)), receiver);
  }

  /** Returns the cnode that this process is. */
  public int cnode() {
    return claim.cnode();
  }

  /** Returns the fabric whose event loop this runs on. */
  public Fabric fabric() {
    return fabric;
  }

  /** Begins to receive. */
  public void start() {
    throw new UnsupportedOperationException();
  }

  /**
   * Begins to connect to a cnode, unless that is done; {@link Receiver#reached} tells when it is.
   *
   * @return false if no living process is that cnode; once there is one it connects by itself
   */
  public boolean reach(int cnode) {
    throw new UnsupportedOperationException();
  }

  /**
   * Sends a packet without waiting; those to one cnode arrive in order.
   *
   * @return false if it was not sent: the cnode is not reached, or does not read
   */
  public boolean send(int cnode, Packet packet) {
    throw new UnsupportedOperationException();
  }

  /** Ends every connection, and gives the cnode up. No callback follows. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}

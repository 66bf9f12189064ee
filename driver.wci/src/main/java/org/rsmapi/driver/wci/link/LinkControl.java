// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.wire.Packet;
import org.rsmapi.driver.wci.wire.Wires;
import org.rsmapi.fabric.Fabric;

/**
 * The links of this node. Runs on the event loop of a fabric; any method may be called by any
 * thread, those that take a link throw {@link IllegalArgumentException} if there is no such.
 */
public final class LinkControl implements AutoCloseable {

  /** Is told of changes, in order, on the event loop; returns at once. */
  public interface Listener {
    /** A link that was alive does not carry data any more; software has not noticed yet. */
    void dead(LinkId link);

    /**
     * Software has brought a link up, or taken it down.
     *
     * @param reason empty if it is up
     */
    void changed(LinkId link, boolean up, String reason);
  }

  /** Makes the links, all of them down. */
  public LinkControl(
      ControllerConfiguration configuration,
      LinkTimes times,
      Wires wires,
      Fabric loop,
      Listener listener) {}

  /** Begins to bring links up. The wires have been started. */
  public void start() {
    throw new UnsupportedOperationException();
  }

  /** Takes a packet of the layer of links. */
  public void arrived(int cnode, Packet packet) {
    throw new UnsupportedOperationException();
  }

  /** Takes notice of a cnode that can be sent to. */
  public void reached(int cnode) {
    throw new UnsupportedOperationException();
  }

  /** Takes notice of the end of a cnode. */
  public void gone(int cnode) {
    throw new UnsupportedOperationException();
  }

  /** Returns the links that software has brought up. */
  public Set<LinkId> up() {
    throw new UnsupportedOperationException();
  }

  /** Tells whether data passes a link; false for none of this node. Quick, without a lock. */
  public boolean isAlive(LinkId link) {
    throw new UnsupportedOperationException();
  }

  /**
   * Plugs a cable in at this end, or pulls it. On return both ends behave so, if the other answers
   * within a limit, and unless the event loop itself calls.
   */
  public void setCable(LinkId link, boolean plugged) {
    throw new UnsupportedOperationException();
  }

  /**
   * Does the same without waiting.
   *
   * @return completes on the event loop when the other end knows, or the limit is over
   */
  public CompletionStage<Void> changeCable(LinkId link, boolean plugged) {
    throw new UnsupportedOperationException();
  }

  /** Lets a link come up, or takes it down until it is enabled again. */
  public void setEnabled(LinkId link, boolean enabled) {
    throw new UnsupportedOperationException();
  }

  /** Has a WCI fail with all its links, or work again; waits as {@link #setCable} does. */
  public void setWci(int port, boolean up) {
    throw new UnsupportedOperationException();
  }

  /** Does the same without waiting. */
  public CompletionStage<Void> changeWci(int port, boolean up) {
    throw new UnsupportedOperationException();
  }

  /** Has errors happen on a link, which the next poll finds. */
  public void addErrors(LinkId link, long errors) {
    throw new UnsupportedOperationException();
  }

  /** Counts an access that a link has lost. Quick, without a lock. */
  public void countTransferError(LinkId link) {
    throw new UnsupportedOperationException();
  }

  /** Returns what statistics tell of each link, in order. */
  public List<LinkStatus> status() {
    throw new UnsupportedOperationException();
  }

  /**
   * Goes on with another configuration of the same node and controller. Links that it defines in
   * the same way stay as they are; the others are taken down.
   */
  public void reconfigure(ControllerConfiguration next) {
    throw new UnsupportedOperationException();
  }

  /** Waits until each link is up whose other end is there and able, but only so long. */
  public void awaitInitial(long millis) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** Takes all links down. No callback follows. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import org.rsmapi.NodeId;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.stat.NetworkCommands;

/**
 * What operators can have a node do.
 *
 * @param node does it
 */
record NodeCommands(WciNode node) implements NetworkCommands {

  private void checkLink(LinkId link) {
    node.checkAlive("link");
    if (!node.links().contains(link)) {
      throw new IllegalArgumentException(
          "link " + link + " is not configured; use one of " + node.links());
    }
  }

  private RemoteNode remote(int cnode) {
    node.checkAlive("node");
    if (cnode == node.cnode() || !node.remotes().isMember(NodeId.of(cnode))) {
      throw new IllegalArgumentException(
          "cnode " + cnode + " is no other member; see the topology of " + node.name());
    }
    return node.remotes().get(NodeId.of(cnode));
  }

  @Override
  public void setCable(LinkId link, boolean plugged) {
    checkLink(link);
    node.interconnect().setCable(link, plugged);
  }

  @Override
  public void setEnabled(LinkId link, boolean enabled) {
    checkLink(link);
    node.interconnect().links().setEnabled(link, enabled);
    node.remotes().refresh();
  }

  @Override
  public void setWci(int port, boolean up) {
    node.checkAlive("wci");
    if (node.configuration().wci(port).isEmpty()) {
      throw new IllegalArgumentException("WCI " + port + " is not configured");
    }
    node.interconnect().setWci(port, up);
  }

  @Override
  public void addLinkErrors(LinkId link, long errors) {
    checkLink(link);
    node.interconnect().links().addErrors(link, errors);
  }

  /** The next poll finds it: routes change to nothing else, and the lock is taken away. */
  @Override
  public void lockOut(int cnode) {
    RemoteNode remote = remote(cnode);
    remote.traffic().setLockedOut(true);
    node.interconnect()
        .later(
            node.settings().linkTimes().pollMillis(),
            () -> {
              node.routing().touch();
              remote.traffic().setLockedOut(false);
            });
  }

  @Override
  public void failNext(LinkId link) {
    checkLink(link);
    node.obstacles().failNext(link);
    node.remotes().refresh();
  }

  @Override
  public void violate(int cnode) {
    remote(cnode).traffic().violate();
  }

  @Override
  public void kill() {
    node.checkAlive("kill");
    node.kill();
  }

  @Override
  public long pingNanos(int cnode) {
    remote(cnode);
    return node.interconnect().sessions().ping(cnode);
  }

  @Override
  public void replace(ControllerConfiguration next) {
    node.checkAlive("replace");
    node.checkSame(next);
    node.life().replace(next);
  }

  @Override
  public void install() {
    node.checkAlive("install");
    node.life().install();
  }

  @Override
  public void enable() throws InterruptedException {
    node.checkAlive("enable");
    node.life().enable();
    node.reconfigure(node.life().running().orElseThrow());
    node.interconnect().awaitLinks();
  }

  @Override
  public void remove() {
    node.checkAlive("remove");
    node.life().remove();
    node.unconfigure();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.config.Wci;

/** One link: what this end is, what the other end says, and what comes of both. */
final class Link {

  /** Why it does not try to come up for a while. */
  enum Wait {
    NONE,
    ERRORS,
    GIVEN_UP,
    BAD_CONFIG
  }

  private final LinkId id;
  private final Wci wci;
  private final Wci.Link definition;
  private final int remoteCnode;
  private final int remoteWnode;

  final WindowedCounter errors;
  final WindowedCounter errorTakedowns;
  long disconnectedTakedowns;
  long configurationTakedowns;
  long failedBringups;
  long intervals;

  boolean plugged = true;
  boolean enabled = true;
  boolean wciUp = true;
  boolean up;
  boolean alive;
  Wait wait = Wait.NONE;
  long waitEndNanos;
  long errorsSincePoll;
  int erroneousPolls;
  @Nullable Announcement peer;

  /** With whom it did not agree last. */
  Announcement.@Nullable Identity refused;

  @Nullable Takedown lastTakedown;

  Link(ControllerConfiguration configuration, Wci wci, Wci.Link definition, int averageWeight) {
    this.id = new LinkId(wci.port(), definition.number());
    this.wci = wci;
    this.definition = definition;
    Wci.Reachable remote =
        wci.reachable().stream()
            .filter(reachable -> reachable.gnid() == definition.remoteGnid())
            .filter(reachable -> reachable.cnode() != configuration.localCnode())
            .findFirst()
            .orElse(null);
    this.remoteCnode = remote == null ? -1 : remote.cnode();
    this.remoteWnode = remote == null ? -1 : remote.wnode();
    this.errors = new WindowedCounter(averageWeight);
    this.errorTakedowns = new WindowedCounter(averageWeight);
  }

  LinkId id() {
    return id;
  }

  /** Returns the node at the other end, -1 if there can be none. */
  int remoteCnode() {
    return remoteCnode;
  }

  /** Tells whether another link is defined in the same way. */
  boolean isSame(Link other) {
    return id.equals(other.id)
        && definition.equals(other.definition)
        && wci.gnid() == other.wci.gnid()
        && remoteCnode == other.remoteCnode
        && remoteWnode == other.remoteWnode;
  }

  Announcement.End self() {
    return new Announcement.End(wci.gnid(), id.port(), id.number());
  }

  Announcement.End other() {
    return new Announcement.End(
        definition.remoteGnid(), definition.remotePort(), definition.remoteLink());
  }

  /** Tells whether an end is where the cable leads to. */
  boolean leadsTo(Announcement.End end) {
    return end.port() == definition.remotePort() && end.number() == definition.remoteLink();
  }

  Announcement announcement(ControllerConfiguration configuration) {
    return new Announcement(
        new Announcement.Identity(
            configuration.version(), configuration.controller(), self(), other()),
        plugged,
        wciUp,
        enabled && wait == Wait.NONE);
  }

  /** Tells whether this end does its part for the link to carry data. */
  boolean isReady() {
    return isLit() && plugged;
  }

  private boolean isLit() {
    return enabled && wciUp && wait == Wait.NONE && remoteCnode >= 0;
  }

  /** Tells whether the other end does its part, as far as is known. */
  boolean isPeerReady() {
    Announcement announced = peer;
    return announced != null && announced.isReady();
  }

  /** Returns why it does not carry data. */
  Takedown death() {
    Announcement announced = peer;
    if (!enabled) {
      return Takedown.DISABLED;
    }
    return !plugged || announced == null || !announced.plugged()
        ? Takedown.DISCONNECTED
        : Takedown.HARDWARE;
  }

  void count(Takedown reason) {
    lastTakedown = reason;
    switch (reason) {
      case LINK_ERRORS -> errorTakedowns.add(1);
      case DISCONNECTED -> disconnectedTakedowns++;
      case BAD_CONFIG, UNCONFIGURED -> configurationTakedowns++;
      case HARDWARE, DISABLED -> {}
    }
  }

  void endInterval(int shortPerLong) {
    intervals++;
    errors.endShort();
    errorTakedowns.endShort();
    if (intervals % shortPerLong == 0) {
      errors.endLong();
      errorTakedowns.endLong();
    }
  }

  LinkState state() {
    if (up) {
      return alive ? LinkState.LC_UP : LinkState.SC_WAIT_DOWN;
    }
    if (!plugged) {
      return LinkState.LC_NOT_THERE;
    }
    if (wait == Wait.ERRORS || wait == Wait.GIVEN_UP) {
      return LinkState.SC_WAIT_ERRDOWN;
    }
    return isLit() ? LinkState.SC_WAIT_UP : LinkState.LC_DOWN;
  }

  PhysicalState physical() {
    if (alive) {
      return PhysicalState.IN_USE;
    }
    if (!isLit()) {
      return PhysicalState.OFF;
    }
    return up ? PhysicalState.FAILOVER : PhysicalState.SEEK;
  }

  LinkStatus status(long transferErrors) {
    Takedown last = lastTakedown;
    return new LinkStatus(
        id,
        true,
        remoteCnode,
        remoteWnode,
        definition.remotePort(),
        definition.remoteLink(),
        state(),
        physical(),
        alive,
        isLit(),
        up && alive,
        enabled,
        plugged,
        true,
        intervals,
        errorTakedowns.get(),
        disconnectedTakedowns,
        configurationTakedowns,
        failedBringups,
        errors.get(),
        transferErrors,
        last == null ? "" : last.label());
  }
}

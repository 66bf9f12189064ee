// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.wci.wire.Packet;
import org.rsmapi.driver.wci.wire.PacketType;
import org.rsmapi.driver.wci.wire.Wires;

/** What the two ends of a link tell each other. The caller holds the lock of the links. */
final class LinkDialogue {

  private final Wires wires;
  private final LinkLife life;
  private final LoopTasks tasks;
  private final Confirmations confirmations;

  /** Nodes that live, as far as is known. */
  private final Set<Integer> living = new HashSet<>();

  LinkDialogue(Wires wires, LinkLife life, LoopTasks tasks, Confirmations confirmations) {
    this.wires = wires;
    this.life = life;
    this.tasks = tasks;
    this.confirmations = confirmations;
  }

  /** Looks for the other end of a link. */
  void seek(Link link) {
    if (link.remoteCnode() >= 0) {
      if (wires.reach(link.remoteCnode())) {
        living.add(link.remoteCnode());
      }
      announce(link, 0, true); // if it was reached long ago
    }
  }

  /**
   * Tells the other end about this one.
   *
   * @param messageId if not 0 it is to confirm
   * @param answer whether it is to tell about itself
   * @return false if it cannot be told
   */
  boolean announce(Link link, int messageId, boolean answer) {
    return link.remoteCnode() >= 0
        && wires.send(
            link.remoteCnode(), link.announcement(life.configuration()).packet(messageId, answer));
  }

  void arrived(int cnode, Packet packet) {
    switch (packet.type()) {
      case LINK_STATE -> announced(cnode, packet);
      case LINK_KNOWN -> confirmations.arrived(cnode, packet.messageId());
      case LINK_REFUSED -> refused(cnode, packet);
      default -> {} // of another layer
    }
  }

  private void announced(int cnode, Packet packet) {
    Announcement announcement = Announcement.of(packet);
    Announcement.End here = announcement.identity().other();
    Announcement.End there = announcement.identity().self();
    Link link = find(here.port(), here.number(), cnode);
    if (link == null || !link.leadsTo(there)) {
      wires.send(cnode, Announcement.refusal(there));
    } else {
      link.peer = announcement;
      if (link.wait == Link.Wait.BAD_CONFIG && !announcement.identity().equals(link.refused)) {
        life.endWait(link); // the other end has changed
      }
      life.evaluate(link);
      if (Announcement.wantsAnswer(packet)) {
        announce(link, 0, false);
      }
    }
    if (packet.messageId() != 0) {
      // After the listener has been told.
      int id = packet.messageId();
      tasks.post(() -> wires.send(cnode, Packet.of(PacketType.LINK_KNOWN, 0, id)));
    }
  }

  /** Returns null if there is no such link to a node. */
  private @Nullable Link find(int port, int number, int cnode) {
    int index = life.table().index(port, number);
    Link link = index < 0 ? null : life.table().links().get(index);
    return link == null || link.remoteCnode() != cnode ? null : link;
  }

  private void refused(int cnode, Packet packet) {
    Link link = find(Announcement.refusedPort(packet), Announcement.refusedNumber(packet), cnode);
    if (link == null) {
      return;
    }
    life.lose(link);
    if (link.isReady()) {
      Announcement.Identity nothing = link.announcement(life.configuration()).identity();
      life.badConfig(link, nothing, "no link ends there with " + link.self() + " at its end");
    }
  }

  void reached(int cnode) {
    living.add(cnode);
    forEach(cnode, link -> announce(link, 0, true));
  }

  void gone(int cnode) {
    living.remove(cnode);
    forEach(
        cnode,
        link -> {
          life.lose(link);
          if (link.wait == Link.Wait.BAD_CONFIG) {
            life.endWait(link); // who comes next may agree
          }
        });
    confirmations.gone(cnode);
  }

  private void forEach(int cnode, Consumer<Link> action) {
    life.table().links().stream().filter(link -> link.remoteCnode() == cnode).forEach(action);
  }

  /** Tells whether a link is about to come up. */
  boolean isComing(Link link) {
    return !link.up
        && link.isReady()
        && living.contains(link.remoteCnode())
        && (link.peer == null || link.isPeerReady());
  }
}

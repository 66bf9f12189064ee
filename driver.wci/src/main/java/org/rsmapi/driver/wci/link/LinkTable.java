// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.config.Wci;

/** The links of a configuration, and what is asked of them so often that it has to be quick. */
final class LinkTable {

  private final List<Link> links;
  private final int[] ports;
  private final int[] numbers;
  private final AtomicIntegerArray alive;
  private final AtomicLongArray transferErrors;

  private LinkTable(List<Link> links) {
    this.links = links.stream().sorted((one, other) -> one.id().compareTo(other.id())).toList();
    this.ports = this.links.stream().mapToInt(link -> link.id().port()).toArray();
    this.numbers = this.links.stream().mapToInt(link -> link.id().number()).toArray();
    this.alive = new AtomicIntegerArray(ports.length);
    this.transferErrors = new AtomicLongArray(ports.length);
  }

  static LinkTable of(ControllerConfiguration configuration, int averageWeight) {
    List<Link> links = new ArrayList<>();
    for (Wci wci : configuration.wcis()) {
      wci.links().forEach(link -> links.add(new Link(configuration, wci, link, averageWeight)));
    }
    return new LinkTable(links);
  }

  /** Returns those of another configuration: the same ones where that defines them alike. */
  LinkTable next(ControllerConfiguration configuration, int averageWeight) {
    List<Link> kept = new ArrayList<>();
    for (Link made : of(configuration, averageWeight).links) {
      int old = index(made.id().port(), made.id().number());
      kept.add(old >= 0 && links.get(old).isSame(made) ? links.get(old) : made);
    }
    LinkTable next = new LinkTable(kept);
    next.takeOver(this);
    return next;
  }

  List<Link> links() {
    return links;
  }

  /** Returns -1 if there is no such link. */
  int index(int port, int number) {
    for (int i = 0; i < ports.length; i++) {
      if (ports[i] == port && numbers[i] == number) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns a link.
   *
   * @throws IllegalArgumentException if there is no such
   */
  Link link(LinkId id) {
    int index = index(id.port(), id.number());
    if (index < 0) {
      throw new IllegalArgumentException(
          "link=" + id + ": is none of " + links.stream().map(Link::id).toList());
    }
    return links.get(index);
  }

  boolean isAlive(LinkId id) {
    int index = index(id.port(), id.number());
    return index >= 0 && alive.get(index) != 0;
  }

  void setAlive(Link link) {
    int index = index(link.id().port(), link.id().number());
    if (index >= 0 && links.get(index) == link) {
      alive.set(index, link.alive ? 1 : 0);
    }
  }

  void countTransferError(LinkId id) {
    int index = index(id.port(), id.number());
    if (index >= 0) {
      transferErrors.incrementAndGet(index);
    }
  }

  long transferErrors(int index) {
    return transferErrors.get(index);
  }

  private void takeOver(LinkTable former) {
    for (int i = 0; i < ports.length; i++) {
      alive.set(i, links.get(i).alive ? 1 : 0);
      int old = former.index(ports[i], numbers[i]);
      if (old >= 0) {
        transferErrors.set(i, former.transferErrors(old));
      }
    }
  }

  List<LinkStatus> status() {
    return links.stream()
        .map(link -> link.status(transferErrors(index(link.id().port(), link.id().number()))))
        .toList();
  }
}

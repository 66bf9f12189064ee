// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.config.Wci;
import org.rsmapi.driver.wci.wire.Packet;
import org.rsmapi.driver.wci.wire.PacketType;
import org.rsmapi.driver.wci.wire.Wires;
import org.rsmapi.fabric.Fabric;

/**
 * The links of this node. Runs on the event loop of a fabric; any method may be called by any
 * thread, those that change a link throw {@link IllegalArgumentException} if there is no such.
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

  /** How much longer than for the other end a caller waits for its own. */
  private static final long SLACK_MILLIS = 200;

  private final LinkTimes times;
  private final Wires wires;
  private final LoopTasks tasks;
  private final Confirmations confirmations;
  private final LinkLife life;

  /** Guards all that changes; callbacks are made without it. */
  private final Object lock = new Object();

  private ControllerConfiguration configuration;
  private volatile LinkTable table;

  /** Nodes that live, as far as is known. */
  private final Set<Integer> living = new HashSet<>();

  private long intervalEndNanos;
  private boolean closed;

  /** Makes the links, all of them down. */
  public LinkControl(
      ControllerConfiguration configuration,
      LinkTimes times,
      Wires wires,
      Fabric loop,
      Listener listener) {
    this.configuration = configuration;
    this.times = times;
    this.wires = wires;
    this.tasks = new LoopTasks(loop);
    this.confirmations = new Confirmations(tasks, times.cableMillis());
    this.table = new LinkTable(links(configuration, times.averageWeight()));
    this.life =
        new LinkLife(
            lock,
            configuration,
            table,
            times,
            tasks,
            listener,
            link -> announce(link, 0, false));
  }

  private static List<Link> links(ControllerConfiguration configuration, int averageWeight) {
    List<Link> links = new ArrayList<>();
    for (Wci wci : configuration.wcis()) {
      wci.links().forEach(link -> links.add(new Link(configuration, wci, link, averageWeight)));
    }
    return links;
  }

  /** Begins to bring links up. The wires have been started. */
  public void start() {
    tasks.start();
    synchronized (lock) {
      intervalEndNanos = System.nanoTime() + nanos(times.shortIntervalMillis());
      table.links().forEach(this::seek);
    }
    tasks.later(times.pollMillis(), this::poll);
  }

  private static long nanos(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** Looks for the other end of a link. */
  private void seek(Link link) {
    if (link.remoteCnode() >= 0) {
      if (wires.reach(link.remoteCnode())) {
        living.add(link.remoteCnode());
      }
      announce(link, 0, true); // if it was reached long ago
    }
  }

  private boolean announce(Link link, int messageId, boolean answer) {
    return link.remoteCnode() >= 0
        && wires.send(
            link.remoteCnode(), link.announcement(configuration).packet(messageId, answer));
  }

  private void poll() {
    long now = System.nanoTime();
    synchronized (lock) {
      for (Link link : table.links()) {
        life.poll(link, now);
        if (!link.up) {
          seek(link);
        }
      }
      while (intervalEndNanos - now <= 0) {
        intervalEndNanos += nanos(times.shortIntervalMillis());
        table.links().forEach(link -> link.endInterval(times.shortPerLong()));
      }
    }
    tasks.later(times.pollMillis(), this::poll);
  }

  /** Takes a packet of the layer of links. */
  public void arrived(int cnode, Packet packet) {
    synchronized (lock) {
      if (closed) {
        return;
      }
      if (packet.type() == PacketType.LINK_STATE) {
        announced(cnode, packet);
      } else if (packet.type() == PacketType.LINK_KNOWN) {
        confirmations.arrived(cnode, packet.messageId());
      } else if (packet.type() == PacketType.LINK_REFUSED) {
        refused(cnode, packet);
      }
    }
  }

  private void announced(int cnode, Packet packet) {
    Announcement announcement = Announcement.of(packet);
    Announcement.End here = announcement.identity().other();
    Announcement.End there = announcement.identity().self();
    int index = table.index(here.port(), here.number());
    Link link = index < 0 ? null : table.links().get(index);
    if (link == null || link.remoteCnode() != cnode || !link.leadsTo(there)) {
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

  private void refused(int cnode, Packet packet) {
    int index = table.index(Announcement.refusedPort(packet), Announcement.refusedNumber(packet));
    Link link = index < 0 ? null : table.links().get(index);
    if (link == null || link.remoteCnode() != cnode) {
      return;
    }
    life.lose(link);
    if (link.isReady()) {
      Announcement.Identity nothing = link.announcement(configuration).identity();
      life.badConfig(link, nothing, "no link ends there with " + link.self() + " at its end");
    }
  }

  /** Takes notice of a cnode that can be sent to. */
  public void reached(int cnode) {
    synchronized (lock) {
      if (!closed) {
        living.add(cnode);
        forEach(cnode, link -> announce(link, 0, true));
      }
    }
  }

  /** Takes notice of the end of a cnode. */
  public void gone(int cnode) {
    synchronized (lock) {
      if (!closed) {
        living.remove(cnode);
        forEach(cnode, this::lose);
        confirmations.gone(cnode);
      }
    }
  }

  private void forEach(int cnode, Consumer<Link> action) {
    table.links().stream().filter(link -> link.remoteCnode() == cnode).forEach(action);
  }

  private void lose(Link link) {
    life.lose(link);
    if (link.wait == Link.Wait.BAD_CONFIG) {
      life.endWait(link); // who comes next may agree
    }
  }

  /** Returns the links that software has brought up. */
  public Set<LinkId> up() {
    return life.up();
  }

  /** Tells whether data passes a link; false for none of this node. Quick, without a lock. */
  public boolean isAlive(LinkId link) {
    return table.isAlive(link);
  }

  /**
   * Plugs a cable in at this end, or pulls it. On return both ends behave so, if the other answers
   * within a limit, and unless the event loop itself calls.
   */
  public void setCable(LinkId link, boolean plugged) {
    await(changeCable(link, plugged));
  }

  /**
   * Does the same without waiting.
   *
   * @return completes on the event loop when the other end knows, or the limit is over
   */
  public CompletionStage<@Nullable Void> changeCable(LinkId link, boolean plugged) {
    synchronized (lock) {
      Link changed = table.link(link);
      changed.plugged = plugged;
      return settle(changed);
    }
  }

  /** Has both ends of a link behave as this one is now. */
  private CompletableFuture<@Nullable Void> settle(Link link) {
    CompletableFuture<@Nullable Void> known = new CompletableFuture<>();
    if (closed) {
      known.complete(null);
      return known;
    }
    life.evaluate(link);
    int id = confirmations.await(link.remoteCnode(), known);
    if (!announce(link, id, true)) {
      confirmations.end(id);
    }
    return known;
  }

  private void await(CompletionStage<@Nullable Void> known) {
    if (tasks.isHere()) {
      return;
    }
    try {
      known.toCompletableFuture().get(times.cableMillis() + SLACK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // The event loop has ended, or is busy: this end has changed all the same.
      Thread.onSpinWait();
    }
  }

  /** Lets a link come up, or takes it down until it is enabled again. */
  public void setEnabled(LinkId link, boolean enabled) {
    synchronized (lock) {
      Link changed = table.link(link);
      if (changed.enabled == enabled || closed) {
        return;
      }
      changed.enabled = enabled;
      if (enabled) {
        life.evaluate(changed);
        seek(changed);
      } else {
        life.shutDown(changed, Takedown.DISABLED);
      }
    }
  }

  /** Has a WCI fail with all its links, or work again; waits as {@link #setCable} does. */
  public void setWci(int port, boolean up) {
    await(changeWci(port, up));
  }

  /** Does the same without waiting. */
  public CompletionStage<@Nullable Void> changeWci(int port, boolean up) {
    synchronized (lock) {
      if (configuration.wci(port).isEmpty()) {
        throw new IllegalArgumentException(
            "wci=" + port + ": is none of " + configuration.wcis().stream().map(Wci::port).toList());
      }
      List<CompletableFuture<@Nullable Void>> all = new ArrayList<>();
      for (Link link : table.links()) {
        if (link.id().port() == port) {
          link.wciUp = up;
          all.add(settle(link));
        }
      }
      return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }
  }

  /** Has errors happen on a link, which the next poll finds. */
  public void addErrors(LinkId link, long errors) {
    synchronized (lock) {
      Link erroneous = table.link(link);
      erroneous.errors.add(errors);
      erroneous.errorsSincePoll += errors;
    }
  }

  /** Counts an access that a link has lost. Quick, without a lock. */
  public void countTransferError(LinkId link) {
    table.countTransferError(link);
  }

  /** Returns what statistics tell of each link, in order. */
  public List<LinkStatus> status() {
    synchronized (lock) {
      return table.status();
    }
  }

  /**
   * Goes on with another configuration of the same node and controller. Links that it defines in
   * the same way stay as they are; the others are taken down.
   */
  public void reconfigure(ControllerConfiguration next) {
    synchronized (lock) {
      LinkTable former = table;
      List<Link> links = new ArrayList<>();
      for (Link made : links(next, times.averageWeight())) {
        int old = former.index(made.id().port(), made.id().number());
        Link kept = old < 0 ? made : former.links().get(old);
        links.add(kept.isSame(made) ? kept : made);
      }
      for (Link link : former.links()) {
        if (!links.contains(link)) {
          link.enabled = false;
          life.shutDown(link, Takedown.UNCONFIGURED);
        }
      }
      LinkTable changed = new LinkTable(links);
      changed.takeOver(former);
      configuration = next;
      table = changed;
      life.configure(next, changed);
      for (Link link : links) {
        life.endWait(link);
        seek(link);
      }
    }
  }

  /** Waits until each link is up whose other end is there and able, but only so long. */
  public void awaitInitial(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + nanos(millis);
    synchronized (lock) {
      long left = millis;
      while (!closed && left > 0 && table.links().stream().anyMatch(this::isComing)) {
        lock.wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      }
    }
    if (!tasks.isHere()) {
      CountDownLatch told = new CountDownLatch(1);
      tasks.post(told::countDown);
      boolean unused = told.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
  }

  private boolean isComing(Link link) {
    return !link.up
        && link.isReady()
        && living.contains(link.remoteCnode())
        && (link.peer == null || link.isPeerReady());
  }

  /** Takes all links down. No callback begins after that. */
  @Override
  public void close() {
    synchronized (lock) {
      if (!closed) {
        closed = true;
        tasks.close();
        for (Link link : table.links()) {
          link.enabled = false;
          link.alive = false;
          table.setAlive(link);
          announce(link, 0, false);
        }
        lock.notifyAll();
      }
    }
    confirmations.close();
  }
}

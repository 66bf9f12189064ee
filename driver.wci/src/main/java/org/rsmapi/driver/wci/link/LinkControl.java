// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.config.Wci;
import org.rsmapi.driver.wci.wire.Packet;
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

  private static final Logger LOG = System.getLogger(LinkControl.class.getName());

  /** How much longer than for the other end a caller waits for its own. */
  private static final long SLACK_MILLIS = 200;

  private final LinkTimes times;
  private final LoopTasks tasks;
  private final Confirmations confirmations;
  private final LinkLife life;
  private final LinkDialogue dialogue;

  /** Guards all that changes; callbacks are made without it. */
  private final Object lock = new Object();

  private long intervalEndNanos;
  private boolean closed;

  /** Makes the links, all of them down. */
  public LinkControl(
      ControllerConfiguration configuration,
      LinkTimes times,
      Wires wires,
      Fabric loop,
      Listener listener) {
    this.times = times;
    this.tasks = new LoopTasks(loop);
    this.confirmations = new Confirmations(tasks, times.cableMillis());
    LinkTable table = LinkTable.of(configuration, times.averageWeight());
    this.life = new LinkLife(lock, configuration, table, times, tasks, listener);
    this.dialogue = new LinkDialogue(wires, life, tasks, confirmations);
    life.setAnnouncer(link -> dialogue.announce(link, 0, false));
  }

  /** Begins to bring links up. The wires have been started. */
  public void start() {
    tasks.start();
    synchronized (lock) {
      intervalEndNanos = System.nanoTime() + nanos(times.shortIntervalMillis());
      life.table().links().forEach(dialogue::seek);
    }
    tasks.later(times.pollMillis(), this::poll);
  }

  private static long nanos(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private void poll() {
    long now = System.nanoTime();
    synchronized (lock) {
      for (Link link : life.table().links()) {
        life.poll(link, now);
        if (!link.up) {
          dialogue.seek(link);
        }
      }
      while (intervalEndNanos - now <= 0) {
        intervalEndNanos += nanos(times.shortIntervalMillis());
        life.table().links().forEach(link -> link.endInterval(times.shortPerLong()));
      }
    }
    tasks.later(times.pollMillis(), this::poll);
  }

  /** Takes a packet of the layer of links. */
  public void arrived(int cnode, Packet packet) {
    synchronized (lock) {
      if (!closed) {
        dialogue.arrived(cnode, packet);
      }
    }
  }

  /** Takes notice of a cnode that can be sent to. */
  public void reached(int cnode) {
    synchronized (lock) {
      if (!closed) {
        dialogue.reached(cnode);
      }
    }
  }

  /** Takes notice of the end of a cnode. */
  public void gone(int cnode) {
    synchronized (lock) {
      if (!closed) {
        dialogue.gone(cnode);
      }
    }
  }

  /** Returns the links that software has brought up. */
  public Set<LinkId> up() {
    return life.up();
  }

  /** Tells whether data passes a link; false for none of this node. Quick, without a lock. */
  public boolean isAlive(LinkId link) {
    return life.table().isAlive(link);
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
  public CompletionStage<Void> changeCable(LinkId link, boolean plugged) {
    synchronized (lock) {
      Link changed = life.table().link(link);
      changed.plugged = plugged;
      return settle(changed);
    }
  }

  /** Has both ends of a link behave as this one is now. */
  private CompletableFuture<Void> settle(Link link) {
    CompletableFuture<Void> known = new CompletableFuture<>();
    if (closed) {
      known.complete(null);
      return known;
    }
    life.evaluate(link);
    int id = confirmations.await(link.remoteCnode(), known);
    if (!dialogue.announce(link, id, true)) {
      confirmations.end(id);
    }
    return known;
  }

  private void await(CompletionStage<Void> known) {
    if (tasks.isHere()) {
      return;
    }
    try {
      known.toCompletableFuture().get(times.cableMillis() + SLACK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(Level.DEBUG, "The event loop has ended, or is busy; this end has changed", e);
    }
  }

  /** Lets a link come up, or takes it down until it is enabled again. */
  public void setEnabled(LinkId link, boolean enabled) {
    synchronized (lock) {
      Link changed = life.table().link(link);
      if (changed.enabled == enabled || closed) {
        return;
      }
      changed.enabled = enabled;
      if (enabled) {
        life.evaluate(changed);
        dialogue.seek(changed);
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
  public CompletionStage<Void> changeWci(int port, boolean up) {
    synchronized (lock) {
      if (life.configuration().wci(port).isEmpty()) {
        throw new IllegalArgumentException(
            "wci="
                + port
                + ": is none of "
                + life.configuration().wcis().stream().map(Wci::port).toList());
      }
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (Link link : life.table().links()) {
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
      Link erroneous = life.table().link(link);
      erroneous.errors.add(errors);
      erroneous.errorsSincePoll += errors;
    }
  }

  /** Counts an access that a link has lost. Quick, without a lock. */
  public void countTransferError(LinkId link) {
    life.table().countTransferError(link);
  }

  /** Returns what statistics tell of each link, in order. */
  public List<LinkStatus> status() {
    synchronized (lock) {
      return life.table().status();
    }
  }

  /**
   * Goes on with another configuration of the same node and controller. Links that it defines in
   * the same way stay as they are; the others are taken down.
   */
  public void reconfigure(ControllerConfiguration next) {
    synchronized (lock) {
      LinkTable former = life.table();
      LinkTable changed = former.next(next, times.averageWeight());
      for (Link link : former.links()) {
        if (!changed.links().contains(link)) {
          link.enabled = false;
          life.shutDown(link, Takedown.UNCONFIGURED);
        }
      }
      life.configure(next, changed);
      for (Link link : changed.links()) {
        life.endWait(link);
        dialogue.seek(link);
      }
    }
  }

  /** Waits until each link is up whose other end is there and able, but only so long. */
  public void awaitInitial(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + nanos(millis);
    synchronized (lock) {
      long left = millis;
      while (!closed && left > 0 && life.table().links().stream().anyMatch(dialogue::isComing)) {
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

  /** Takes all links down. No callback begins after that. */
  @Override
  public void close() {
    synchronized (lock) {
      if (!closed) {
        closed = true;
        tasks.close();
        for (Link link : life.table().links()) {
          link.enabled = false;
          link.alive = false;
          life.table().setAlive(link);
          dialogue.announce(link, 0, false);
        }
        lock.notifyAll();
      }
    }
    confirmations.close();
  }
}

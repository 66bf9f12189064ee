// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.LinkId;

/** Brings links up and takes them down. The caller holds the lock, with which this was made. */
final class LinkLife {

  private static final Logger LOG = System.getLogger(LinkLife.class.getName());

  private final Object lock;
  private final LinkTimes times;
  private final LoopTasks tasks;
  private final LinkControl.Listener listener;

  /** Tells the other end of a link about this one. */
  private Consumer<Link> announcer = link -> {};

  private final Set<LinkId> up = new TreeSet<>();
  private ControllerConfiguration configuration;
  private volatile LinkTable table;
  private volatile Set<LinkId> upNow = Set.of();

  LinkLife(
      Object lock,
      ControllerConfiguration configuration,
      LinkTable table,
      LinkTimes times,
      LoopTasks tasks,
      LinkControl.Listener listener) {
    this.lock = lock;
    this.configuration = configuration;
    this.table = table;
    this.times = times;
    this.tasks = tasks;
    this.listener = listener;
  }

  void setAnnouncer(Consumer<Link> announcer) {
    this.announcer = announcer;
  }

  LinkTable table() {
    return table;
  }

  ControllerConfiguration configuration() {
    return configuration;
  }

  Set<LinkId> up() {
    return upNow;
  }

  void configure(ControllerConfiguration next, LinkTable nextTable) {
    configuration = next;
    table = nextTable;
  }

  /** Does what follows from what both ends of a link are now. */
  void evaluate(Link link) {
    boolean ready = link.isReady() && link.isPeerReady();
    if (ready && !link.up && !agrees(link)) {
      return;
    }
    boolean died = link.alive && !ready;
    link.alive = ready;
    table.setAlive(link);
    if (ready && !link.up) {
      bringUp(link);
    } else if (died && link.up) {
      die(link);
    }
    lock.notifyAll();
  }

  /** The other end is no more, which software notices at once. */
  void lose(Link link) {
    link.peer = null;
    evaluate(link);
    if (link.up) {
      takeDown(link, link.death());
    }
  }

  private boolean agrees(Link link) {
    Announcement peer = link.peer;
    if (peer == null) {
      return true;
    }
    Announcement.Identity self = link.announcement(configuration).identity();
    String disagreement = self.disagreement(peer.identity());
    if (disagreement == null) {
      return true;
    }
    badConfig(link, peer.identity(), disagreement);
    return false;
  }

  /** The ends do not agree, or one knows nothing of the other: tries again after a while. */
  void badConfig(Link link, Announcement.Identity refused, String why) {
    // Once until it comes up: who is at the other end must not fill the log.
    LOG.log(
        link.refused == null ? Level.WARNING : Level.DEBUG,
        "wrsm{0} cnode {1}: link {2} to cnode {3} stays down: {4}",
        configuration.controller(),
        configuration.localCnode(),
        link.id(),
        link.remoteCnode(),
        why);
    link.refused = refused;
    link.failedBringups++;
    link.count(Takedown.BAD_CONFIG);
    pause(link, Link.Wait.BAD_CONFIG, times.badConfigMillis());
    announcer.accept(link);
    lock.notifyAll();
  }

  private void bringUp(Link link) {
    link.up = true;
    link.refused = null;
    LinkId id = link.id();
    up.add(id);
    publish();
    tasks.post(() -> listener.changed(id, true, ""));
  }

  private void die(Link link) {
    LinkId id = link.id();
    tasks.post(() -> listener.dead(id));
    Takedown reason = link.death();
    if (times.noticeMillis() == 0) {
      tasks.post(() -> notice(link, reason));
    } else {
      tasks.later(times.noticeMillis(), () -> notice(link, reason));
    }
  }

  private void notice(Link link, Takedown reason) {
    synchronized (lock) {
      if (link.up && !link.alive) {
        takeDown(link, reason);
      }
    }
  }

  private void takeDown(Link link, Takedown reason) {
    link.up = false;
    link.count(reason);
    LinkId id = link.id();
    up.remove(id);
    publish();
    tasks.post(() -> listener.changed(id, false, reason.label()));
  }

  private void publish() {
    upNow = Set.copyOf(up);
  }

  /**
   * Takes a link down that may be in use, since this end means to. It carries data until the
   * listener has been told.
   */
  void shutDown(Link link, Takedown reason) {
    if (link.up) {
      takeDown(link, reason);
    }
    tasks.post(
        () -> {
          synchronized (lock) {
            evaluate(link);
          }
        });
    announcer.accept(link);
  }

  private static void pause(Link link, Link.Wait wait, long millis) {
    link.wait = wait;
    link.waitEndNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** Has a link try again, if it waits for that. */
  void endWait(Link link) {
    if (link.wait != Link.Wait.NONE) {
      link.wait = Link.Wait.NONE;
      announcer.accept(link);
      evaluate(link);
    }
  }

  /** What happens now and then. */
  void poll(Link link, long nowNanos) {
    checkErrors(link);
    if (link.wait != Link.Wait.NONE && link.waitEndNanos - nowNanos <= 0) {
      endWait(link);
    }
  }

  private void checkErrors(Link link) {
    boolean erroneous = link.errorsSincePoll >= times.errorLimit();
    link.errorsSincePoll = 0;
    if (!erroneous) {
      link.erroneousPolls = 0;
      return;
    }
    link.erroneousPolls++;
    if (!link.up) {
      return;
    }
    if (link.erroneousPolls >= times.erroneousPolls()) {
      link.erroneousPolls = 0;
      pause(link, Link.Wait.GIVEN_UP, times.giveUpMillis());
      shutDown(link, Takedown.LINK_ERRORS);
    } else {
      pause(link, Link.Wait.ERRORS, 0);
      shutDown(link, Takedown.LINK_ERRORS);
      tasks.post(
          () -> {
            synchronized (lock) {
              if (link.wait == Link.Wait.ERRORS) {
                endWait(link);
              }
            }
          });
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.rsmapi.driver.wci.config.LinkId;

/** Tells whoever wants to know what happens to the nodes of this process. */
public final class Announcer implements SystemEvents, AutoCloseable {

  /** What nodes tell by default: to Flight Recorder, and to those that have been added. */
  public static final Announcer OF_PROCESS = new Announcer();

  private static final Logger LOG = System.getLogger(Announcer.class.getName());

  private final List<SystemEvents> listeners = new CopyOnWriteArrayList<>();

  static {
    try {
      OF_PROCESS.add(new FlightRecorderEvents());
    } catch (LinkageError e) {
      LOG.log(Level.DEBUG, "Without Flight Recorder, there are no events of it", e);
    }
  }

  /** Makes one that tells nobody. */
  public Announcer() {}

  /** Tells somebody from now on. */
  public void add(SystemEvents listener) {
    listeners.add(listener);
  }

  /** Does not tell somebody any more. */
  public void remove(SystemEvents listener) {
    listeners.remove(listener);
  }

  /** Tells nobody any more, and has Flight Recorder forget the events. */
  @Override
  public void close() {
    for (SystemEvents listener : listeners) {
      listeners.remove(listener);
      if (listener instanceof FlightRecorderEvents recorder) {
        recorder.close();
      }
    }
  }

  private void tell(Consumer<SystemEvents> event) {
    for (SystemEvents listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException | LinkageError e) {
        LOG.log(Level.WARNING, "An event got lost, as who was told of it failed: " + e);
      }
    }
  }

  @Override
  public void linkUp(int controller, LinkId link) {
    tell(listener -> listener.linkUp(controller, link));
  }

  @Override
  public void linkDown(int controller, LinkId link, String reason) {
    tell(listener -> listener.linkDown(controller, link, reason));
  }

  @Override
  public void newNodeRoute(int controller, int cnode) {
    tell(listener -> listener.newNodeRoute(controller, cnode));
  }

  @Override
  public void lostNodeRoute(int controller, int cnode, LostReason reason) {
    tell(listener -> listener.lostNodeRoute(controller, cnode, reason));
  }

  @Override
  public void newConfiguration(int controller, long version) {
    tell(listener -> listener.newConfiguration(controller, version));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** Has the Event Admin of a container told, from the start of the bundle to its end. */
public final class ContainerEvents implements AutoCloseable {

  private static final Logger LOG = System.getLogger(ContainerEvents.class.getName());

  private final Announcer announcer;
  private final @Nullable SystemEvents events;

  private ContainerEvents(Announcer announcer, @Nullable SystemEvents events) {
    this.announcer = announcer;
    this.events = events;
  }

  /** Begins to tell, if the container has the types of Event Admin. */
  public static ContainerEvents open(BundleContext context, Announcer announcer) {
    SystemEvents events = null;
    try {
      events = EventAdminEvents.of(context);
      announcer.add(events);
    } catch (NoClassDefFoundError e) {
      LOG.log(Level.DEBUG, "Without Event Admin, a container is not told of events", e);
    }
    return new ContainerEvents(announcer, events);
  }

  /** Ends that. */
  @Override
  public void close() {
    if (events != null) {
      announcer.remove(events);
    }
  }
}

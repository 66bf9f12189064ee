// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.osgi.framework.BundleContext;

/** Has the Event Admin of a container told, from the start of the bundle to its end. */
public final class ContainerEvents implements AutoCloseable {

  private static final Logger LOG = System.getLogger(ContainerEvents.class.getName());

  private final Announcer announcer;

  private ContainerEvents(Announcer announcer) {
    this.announcer = announcer;
  }

  /** Begins to tell, if the container has the types of Event Admin. */
  public static ContainerEvents open(BundleContext context, Announcer announcer) {
    try {
      announcer.add(EventAdminEvents.of(context));
    } catch (NoClassDefFoundError e) {
      LOG.log(Level.DEBUG, "Without Event Admin, a container is not told of events", e);
    }
    return new ContainerEvents(announcer);
  }

  /** Nobody is told any more, as the bundle ends. */
  @Override
  public void close() {
    announcer.close();
  }
}

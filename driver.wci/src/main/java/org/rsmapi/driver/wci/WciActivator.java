// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.rsmapi.driver.wci.event.Announcer;
import org.rsmapi.driver.wci.event.ContainerEvents;

/**
 * Has the configuration of a container hold. The services of this bundle are registered by SPI Fly,
 * as those of any driver.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class WciActivator implements BundleActivator {

  private static final Logger LOG = System.getLogger(WciActivator.class.getName());

  private @Nullable ContainerEvents events;

  /** For the framework. */
  public WciActivator() {}

  @Override
  public void start(BundleContext context) {
    Networks networks = Networks.OF_PROCESS;
    networks.follow(new WciSettings(name -> context.getProperty(WciSettings.PREFIX + name)));
    events = ContainerEvents.open(context, Announcer.OF_PROCESS);
    try {
      ConfigurationFollower.register(context, networks);
    } catch (NoClassDefFoundError e) {
      LOG.log(
          Level.DEBUG, "Without Configuration Admin, properties alone configure Sun Fire Link", e);
    }
  }

  @Override
  public void stop(BundleContext context) {
    // What was registered goes with the bundle.
    ContainerEvents opened = events;
    if (opened != null) {
      opened.close();
    }
  }
}

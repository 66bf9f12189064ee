// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * Has the configuration of a container hold. The services of this bundle are registered by SPI Fly,
 * as those of any driver.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class SciActivator implements BundleActivator {

  private static final Logger LOG = System.getLogger(SciActivator.class.getName());

  /** For the framework. */
  public SciActivator() {}

  @Override
  public void start(BundleContext context) {
    ConfiguredSisci sisci = ConfiguredSisci.OF_PROCESS;
    sisci.follow(new SciSettings(name -> context.getProperty(SciSettings.PREFIX + name)));
    try {
      ConfigurationFollower.register(context, sisci);
    } catch (NoClassDefFoundError e) {
      LOG.log(Level.DEBUG, "Without Configuration Admin, properties alone configure SCI", e);
    }
  }

  @Override
  public void stop(BundleContext context) {
    // What was registered goes with the bundle.
  }
}

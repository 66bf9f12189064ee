// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.rsmapi.Rsm;

/**
 * Registers {@link Rsm} as a service. Each bundle that gets it has an instance of its own, which is
 * closed when the bundle gives the service back or stops: so one application cannot release what
 * another holds.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class LibraryActivator implements BundleActivator {

  private static final Logger LOG = System.getLogger(LibraryActivator.class.getName());

  private @Nullable TrackedDrivers drivers;
  private @Nullable ServiceRegistration<Rsm> registration;

  /** For the framework. */
  public LibraryActivator() {}

  /**
   * Starts the bundle.
   *
   * @throws IllegalStateException if a property of the configuration has a value that is not
   *     allowed
   */
  @Override
  public void start(BundleContext context) {
    Map<String, String> properties = ConfigurationProperties.of(context::getProperty);
    Quotas quotas =
        new Quotas(ConfigurationProperties.configuration("org.rsmapi.library", properties));
    TrackedDrivers tracked = new TrackedDrivers(context);
    drivers = tracked;
    tracked.open();
    registration =
        context.registerService(
            Rsm.class,
            new PerBundle(tracked, quotas),
            FrameworkUtil.asDictionary(
                Map.of(Constants.SERVICE_DESCRIPTION, "Remote Shared Memory API")));
    followConfiguration(context, quotas, properties);
  }

  private static void followConfiguration(
      BundleContext context, Quotas quotas, Map<String, String> properties) {
    try {
      ConfigurationFollower.register(context, quotas, properties);
    } catch (NoClassDefFoundError e) {
      LOG.log(Level.DEBUG, "Without Configuration Admin, properties alone configure RSMAPI", e);
    }
  }

  @Override
  public void stop(BundleContext context) {
    ServiceRegistration<Rsm> registered = registration;
    registration = null;
    if (registered != null) {
      registered.unregister();
    }
    TrackedDrivers tracked = drivers;
    drivers = null;
    if (tracked != null) {
      tracked.close();
    }
  }

  private record PerBundle(TrackedDrivers drivers, Quotas quotas) implements ServiceFactory<Rsm> {

    @Override
    public Rsm getService(Bundle bundle, ServiceRegistration<Rsm> registration) {
      return new Library(drivers, quotas);
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<Rsm> registration, Rsm service) {
      service.close();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.rsmapi.spi.RsmDriver;

/**
 * The drivers of an OSGi container: services that come and go with their bundles. A driver that
 * leaves is taken out of every library before its bundle goes on stopping, since the framework
 * tells of it synchronously.
 */
final class TrackedDrivers implements DriverSource, ServiceTrackerCustomizer<RsmDriver, RsmDriver> {

  private final BundleContext context;
  private final ServiceTracker<RsmDriver, RsmDriver> tracker;
  private final List<RsmDriver> present = new CopyOnWriteArrayList<>();
  private final Set<Library> followers = ConcurrentHashMap.newKeySet();

  TrackedDrivers(BundleContext context) {
    this.context = context;
    this.tracker = new ServiceTracker<>(context, RsmDriver.class, this);
  }

  void open() {
    tracker.open();
  }

  void close() {
    tracker.close();
  }

  @Override
  public List<RsmDriver> drivers() {
    return List.copyOf(present);
  }

  @Override
  public void follow(Library library) {
    followers.add(library);
  }

  @Override
  public void unfollow(Library library) {
    followers.remove(library);
  }

  @Override
  public @Nullable RsmDriver addingService(ServiceReference<RsmDriver> reference) {
    RsmDriver driver = context.getService(reference);
    if (driver != null) {
      present.add(driver);
    }
    return driver;
  }

  @Override
  public void modifiedService(ServiceReference<RsmDriver> reference, RsmDriver driver) {
    // The properties of a driver play no part.
  }

  @Override
  public void removedService(ServiceReference<RsmDriver> reference, RsmDriver driver) {
    present.remove(driver);
    for (Library library : followers) {
      library.driverWithdrawn(driver);
    }
    context.ungetService(reference);
  }
}

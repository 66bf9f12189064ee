// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.rsmapi.spi.RsmDriver;

/** The drivers of a class path or module path: found once, never leaving. */
final class ServiceLoaderDrivers implements DriverSource {

  private static final Logger LOG = System.getLogger(ServiceLoaderDrivers.class.getName());

  /**
   * As many broken entries in a row as this end the search, lest a broken loader keep us for ever.
   */
  private static final int MAX_BROKEN_ENTRIES = 100;

  private final List<RsmDriver> drivers;

  ServiceLoaderDrivers(ClassLoader loader) {
    this.drivers = List.copyOf(find(loader));
  }

  private static List<RsmDriver> find(ClassLoader loader) {
    List<RsmDriver> found = new ArrayList<>();
    Iterator<RsmDriver> entries = ServiceLoader.load(RsmDriver.class, loader).iterator();
    int broken = 0;
    while (broken < MAX_BROKEN_ENTRIES) {
      try {
        if (!entries.hasNext()) {
          break;
        }
        found.add(entries.next());
        broken = 0;
      } catch (ServiceConfigurationError | LinkageError e) {
        // One driver that cannot be loaded must not take the others with it.
        broken++;
        LOG.log(Level.WARNING, "A driver of RSMAPI cannot be loaded and is left out", e);
      }
    }
    return found;
  }

  @Override
  public List<RsmDriver> drivers() {
    return drivers;
  }

  @Override
  public void follow(Library library) {
    // Nothing ever leaves a class path.
  }

  @Override
  public void unfollow(Library library) {
    // See follow.
  }
}

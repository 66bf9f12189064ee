// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rsmapi.Rsm;

/**
 * Where the demo drops the loopback driver and takes it away again, under the eyes of the
 * container.
 */
public final class DriverSlot {

  static final String CONTROLLER = "loopback";
  static final String JAR = "org.rsmapi.driver.loopback.jar";

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final long POLL_MILLIS = 10;

  private final Path home;
  private final Path deploy;
  private final BooleanSupplier installed;

  private DriverSlot(Path home, Path deploy, BooleanSupplier installed) {
    this.home = home;
    this.deploy = deploy;
    this.installed = installed;
  }

  /**
   * Creates the slot of a container.
   *
   * @param property looks properties of the container up; the launcher sets those that are needed
   * @param installed tells whether the container has the bundle of the driver
   * @return the slot
   */
  public static DriverSlot of(
      Function<String, @Nullable String> property, BooleanSupplier installed) {
    return new DriverSlot(
        path(property, "org.rsmapi.home"), path(property, "org.rsmapi.deploy"), installed);
  }

  private static Path path(Function<String, @Nullable String> property, String name) {
    String value = property.apply(name);
    if (value == null) {
      throw new IllegalStateException("the property " + name + " is not set; start bin/rsm");
    }
    return Path.of(value);
  }

  /** The folder of the distribution. */
  Path home() {
    return home;
  }

  /** Drops the driver and waits until its controller is there. */
  Duration drop(Rsm rsm) throws InterruptedException {
    Path part = deploy.resolveSibling(JAR + ".part");
    try {
      // Moved in whole, so that nobody ever sees half a jar.
      Files.copy(home.resolve("drivers").resolve(JAR), part);
      Files.move(part, deploy.resolve(JAR));
    } catch (IOException e) {
      throw new DemoFailure("cannot drop the driver: " + e, e);
    }
    try {
      return await(() -> isPresent(rsm), "no controller " + CONTROLLER + " after dropping " + JAR);
    } catch (DemoFailure e) {
      throw new DemoFailure(e.getMessage() + "; drivers: " + rsm.drivers(), e);
    }
  }

  /** Takes the driver away and waits until its bundle is gone, and so all that it served. */
  Duration remove() throws InterruptedException {
    try {
      Files.delete(deploy.resolve(JAR));
    } catch (IOException e) {
      throw new DemoFailure("cannot remove the driver: " + e, e);
    }
    return await(() -> !installed.getAsBoolean(), "the bundle stays after removing " + JAR);
  }

  static boolean isPresent(Rsm rsm) {
    return rsm.drivers().stream().anyMatch(driver -> driver.controllers().contains(CONTROLLER));
  }

  private static Duration await(BooleanSupplier condition, String otherwise)
      throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        throw new DemoFailure(otherwise + ", waited " + LIMIT.toSeconds() + " s");
      }
      Thread.sleep(POLL_MILLIS);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rsmapi.Rsm;

/** Where the demo drops a driver and takes it away again, under the eyes of the container. */
public final class DriverSlot {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final long POLL_MILLIS = 10;

  private final Path home;
  private final Path deploy;
  private final String controller;
  private final String bundle;
  private final Predicate<String> installed;

  private DriverSlot(Path home, Path deploy, String controller, Predicate<String> installed) {
    this.home = home;
    this.deploy = deploy;
    this.controller = controller;
    this.bundle = "org.rsmapi.driver." + controller.replaceFirst("[0-9]+$", "");
    this.installed = installed;
  }

  /**
   * Creates the slot of a container.
   *
   * @param controller what the driver is dropped for
   * @param property looks properties of the container up; the launcher sets those that are needed
   * @param installed tells whether the container has a bundle, by its symbolic name
   * @return the slot
   */
  public static DriverSlot of(
      String controller, Function<String, @Nullable String> property, Predicate<String> installed) {
    return new DriverSlot(
        path(property, "org.rsmapi.home"),
        path(property, "org.rsmapi.deploy"),
        controller,
        installed);
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

  /** The controller that the driver has. */
  String controller() {
    return controller;
  }

  /** The file that is dropped. */
  String jar() {
    return bundle + ".jar";
  }

  /** Drops the driver and waits until its controller is there. */
  Duration drop(Rsm rsm) throws InterruptedException {
    Path part = deploy.resolveSibling(jar() + ".part");
    try {
      // Moved in whole, so that nobody ever sees half a jar.
      Files.copy(home.resolve("drivers").resolve(jar()), part);
      Files.move(part, deploy.resolve(jar()));
    } catch (IOException e) {
      throw new DemoFailure("cannot drop the driver: " + e, e);
    }
    try {
      return await(
          () -> isPresent(rsm), "no controller " + controller + " after dropping " + jar());
    } catch (DemoFailure e) {
      throw new DemoFailure(e.getMessage() + "; drivers: " + rsm.drivers(), e);
    }
  }

  /** Takes the driver away and waits until its bundle is gone, and so all that it served. */
  Duration remove() throws InterruptedException {
    try {
      Files.delete(deploy.resolve(jar()));
    } catch (IOException e) {
      throw new DemoFailure("cannot remove the driver: " + e, e);
    }
    return await(() -> !installed.test(bundle), "the bundle stays after removing " + jar());
  }

  boolean isPresent(Rsm rsm) {
    return rsm.drivers().stream().anyMatch(driver -> driver.controllers().contains(controller));
  }

  /** Waits for a condition, which must come true soon. */
  static Duration await(BooleanSupplier condition, String otherwise) throws InterruptedException {
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

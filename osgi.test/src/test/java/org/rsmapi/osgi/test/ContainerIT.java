// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.osgi.test;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** The container boots, and drivers come and go. */
@Timeout(60)
final class ContainerIT {

  private static final String DRIVER_SERVICE = "org.rsmapi.spi.RsmDriver";
  private static final long LIMIT_SECONDS = 20;

  @TempDir Path storage;
  @TempDir Path deploy;
  private Felix felix;

  @BeforeEach
  void start() throws Exception {
    felix = new Felix(storage, deploy);
  }

  @AfterEach
  void stop() throws Exception {
    felix.close();
  }

  @Test
  void everyBundleIsActive() throws Exception {
    awaitStartLevel();
    assertAll(
        Arrays.stream(felix.context().getBundles())
            .map(
                bundle ->
                    (Executable)
                        () ->
                            assertEquals(
                                Bundle.ACTIVE, bundle.getState(), bundle.getSymbolicName())));
    assertAll(
        Stream.of(
                "org.rsmapi.api",
                "org.rsmapi.library",
                "org.rsmapi.shell",
                "org.apache.aries.spifly.dynamic.bundle",
                "org.apache.felix.configadmin",
                "org.apache.felix.fileinstall")
            .map(name -> (Executable) () -> assertNotNull(bundle(name), name)));
    assertNotNull(felix.context().getServiceReference("org.rsmapi.Rsm"));
  }

  @Test
  void driverComesAndGoesWithItsFile() throws Exception {
    assertNull(felix.context().getServiceReference(DRIVER_SERVICE));
    for (int round = 0; round < 2; round++) {
      Path dropped = deploy.resolve("driver.jar");
      awaitDriver(ServiceEvent.REGISTERED, () -> Files.copy(Distribution.DRIVER, dropped));
      ServiceReference<?> reference = felix.context().getServiceReference(DRIVER_SERVICE);
      assertEquals("loopback", reference.getProperty("rsm.driver"));
      awaitDriver(ServiceEvent.UNREGISTERING, () -> Files.delete(dropped));
      awaitGone("org.rsmapi.driver.loopback");
      assertNull(felix.context().getServiceReference(DRIVER_SERVICE));
    }
  }

  private void awaitStartLevel() throws Exception {
    BundleContext context = felix.context();
    FrameworkStartLevel level = context.getBundle(0).adapt(FrameworkStartLevel.class);
    CountDownLatch reached = new CountDownLatch(1);
    context.addFrameworkListener(
        event -> {
          if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
            reached.countDown();
          }
        });
    if (level.getStartLevel() < level.getInitialBundleStartLevel()) {
      assertEquals(true, reached.await(LIMIT_SECONDS, TimeUnit.SECONDS));
    }
  }

  private void awaitDriver(int type, Executable action) throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    felix
        .context()
        .addServiceListener(
            event -> {
              if (event.getType() == type) {
                seen.countDown();
              }
            },
            "(objectClass=" + DRIVER_SERVICE + ")");
    run(action);
    assertEquals(true, seen.await(LIMIT_SECONDS, TimeUnit.SECONDS), "event " + type);
  }

  private void awaitGone(String name) throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    felix
        .context()
        .addBundleListener(
            event -> {
              if (event.getType() == BundleEvent.UNINSTALLED
                  && name.equals(event.getBundle().getSymbolicName())) {
                gone.countDown();
              }
            });
    if (bundle(name) != null) {
      assertEquals(true, gone.await(LIMIT_SECONDS, TimeUnit.SECONDS), name + " stays");
    }
  }

  private static void run(Executable action) throws Exception {
    try {
      action.execute();
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private Bundle bundle(String name) {
    return Arrays.stream(felix.context().getBundles())
        .filter(bundle -> name.equals(bundle.getSymbolicName()))
        .findAny()
        .orElse(null);
  }
}

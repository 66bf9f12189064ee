// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.osgi.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/** An operator's file sets the limits of a running container. */
@Timeout(60)
final class ConfigurationIT {

  private static final long LIMIT_SECONDS = 20;

  private final Logger logger = Logger.getLogger("org.rsmapi.library");
  private final Log log = new Log();

  @TempDir Path storage;
  @TempDir Path deploy;
  @TempDir Path drafts;
  private Felix felix;
  private UnaryOperator<String> segments;

  @BeforeEach
  void listen() throws Exception {
    logger.addHandler(log);
    Files.copy(Distribution.DRIVER, deploy.resolve("driver.jar"));
  }

  private void start(Consumer<Map<String, String>> change) throws Exception {
    felix = new Felix(storage, deploy, change);
    BundleContext context = felix.context();
    Bundle bundle =
        context.installBundle("segments", TestBundle.of("segments", "SegmentsActivator"));
    bundle.start();
    segments =
        context.getService(
            context.getServiceReferences(UnaryOperator.class, "(name=segments)").stream()
                .map(ConfigurationIT::textual)
                .findFirst()
                .orElseThrow());
    await("the driver does not come", () -> segments.apply("open"), "opened");
  }

  @SuppressWarnings("unchecked")
  private static ServiceReference<UnaryOperator<String>> textual(ServiceReference<?> reference) {
    return (ServiceReference<UnaryOperator<String>>) reference;
  }

  @AfterEach
  void stop() throws Exception {
    logger.removeHandler(log);
    felix.close();
  }

  /** Puts a file in place whole, so that no half of it is read. */
  private void configure(String... lines) throws Exception {
    Path draft = Files.write(drafts.resolve("org.rsmapi.cfg"), List.of(lines));
    // FileInstall looks at date and size; within one tick of the clock the size has to do.
    Files.move(draft, deploy.resolve("org.rsmapi.cfg"), StandardCopyOption.REPLACE_EXISTING);
  }

  private static void await(String failure, Supplier<String> look, String expected) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    String seen = look.get();
    while (!seen.equals(expected)) {
      assertTrue(System.nanoTime() < deadline, failure + ": " + seen);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      seen = look.get();
    }
  }

  /** Tells how many segments can be created until one is refused, and leaves none. */
  private String room() {
    return segments.apply("room");
  }

  @Test
  void limitsChangeWhileTheContainerRuns() throws Exception {
    start(settings -> {});
    assertEquals("10", room());
    configure("maxSegments = 2");
    await("the limit does not hold", this::room, "2 INSUFFICIENT_RESOURCES");
    configure("maxSegments = 2", "maxExportedMemory = 4K");
    await("the quota does not hold", this::room, "1 INSUFFICIENT_MEM");
    configure("# raised", "maxSegments = 3");
    await("the limit is not raised", this::room, "3 INSUFFICIENT_RESOURCES");
    Files.delete(deploy.resolve("org.rsmapi.cfg"));
    await("the limit stays", this::room, "10");
  }

  @Test
  void badValueIsLoggedAndTheLimitBeforeStays() throws Exception {
    start(settings -> {});
    configure("maxSegments = 2");
    await("the limit does not hold", this::room, "2 INSUFFICIENT_RESOURCES");
    configure("maxSegments = plenty");
    await("nothing is logged", () -> log.contains("maxSegments: 'plenty' is not allowed"), "true");
    assertEquals("2 INSUFFICIENT_RESOURCES", room());
    configure("# mended", "maxSegments = 4");
    await("the limit is not raised", this::room, "4 INSUFFICIENT_RESOURCES");
  }

  @Test
  void propertiesHoldWithoutConfigurationAdmin() throws Exception {
    start(
        settings -> {
          settings.computeIfPresent(
              "felix.auto.start.5",
              (name, bundles) ->
                  bundles.replaceFirst("\\S*org\\.apache\\.felix\\.configadmin\\.jar", ""));
          settings.put("org.rsmapi.maxSegments", "3");
        });
    assertNull(felix.context().getServiceReference("org.osgi.service.cm.ConfigurationAdmin"));
    assertEquals("3 INSUFFICIENT_RESOURCES", room());
  }

  @Test
  void configurationHasPrecedenceOverProperties() throws Exception {
    start(settings -> settings.put("org.rsmapi.maxSegments", "3"));
    assertEquals("3 INSUFFICIENT_RESOURCES", room());
    configure("maxSegments = 5");
    await("the limit does not hold", this::room, "5 INSUFFICIENT_RESOURCES");
  }

  @Test
  void badPropertyKeepsTheLibraryFromStarting() throws Exception {
    felix = new Felix(storage, deploy, settings -> settings.put("org.rsmapi.maxSegments", "x"));
    Bundle library =
        Arrays.stream(felix.context().getBundles())
            .filter(bundle -> "org.rsmapi.library".equals(bundle.getSymbolicName()))
            .findFirst()
            .orElseThrow();
    BundleException thrown = assertThrows(BundleException.class, library::start);
    assertEquals(
        "org.rsmapi.library: property org.rsmapi.maxSegments: 'x' is not allowed; use a number from"
            + " 0 to 2147483647; 0 is no limit",
        thrown.getCause().getMessage());
    assertNull(felix.context().getServiceReference("org.rsmapi.Rsm"));
  }

  @Test
  void allBundlesShareTheLimits() throws Exception {
    start(settings -> {});
    configure("maxSegments = 2");
    await("the limit does not hold", this::room, "2 INSUFFICIENT_RESOURCES");
    assertEquals("held", segments.apply("hold"));
    BundleContext context = felix.context();
    Bundle second = context.installBundle("second", TestBundle.of("segments", "SegmentsActivator"));
    second.start();
    UnaryOperator<String> other = context.getService(textual(second.getRegisteredServices()[0]));
    assertEquals("opened", other.apply("open"));
    assertEquals("1 INSUFFICIENT_RESOURCES", other.apply("room"));
  }

  private static final class Log extends Handler {

    private final List<String> messages = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord message) {
      messages.add(new SimpleFormatter().formatMessage(message));
    }

    String contains(String text) {
      return String.valueOf(messages.stream().anyMatch(message -> message.contains(text)));
    }

    @Override
    public void flush() {
      // Nothing is held back.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}

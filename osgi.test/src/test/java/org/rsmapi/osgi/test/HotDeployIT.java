// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.osgi.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/** The driver is installed and uninstalled under running traffic, again and again. */
@Timeout(300)
final class HotDeployIT {

  private static final int ROUNDS = 100;
  private static final int SCI_ROUNDS = 10;
  private static final int WCI_ROUNDS = 10;
  private static final int WARM_UP = 3;

  private static final String EXPECTED =
      "{connect=CTLR_NOT_PRESENT, controller=CTLR_NOT_PRESENT, create=CTLR_NOT_PRESENT,"
          + " destroy=BAD_SEG_HNDL, disconnect=SUCCESS, get64=CONN_ABORTED,"
          + " local=CTLR_NOT_PRESENT,"
          + " mapped=java.lang.IllegalStateException: told to end, poll=BAD_ARGS_ERRORS,"
          + " post=CONN_ABORTED, put=CONN_ABORTED, put64=CONN_ABORTED, putv=CONN_ABORTED,"
          + " rebind=CTLR_NOT_PRESENT, release=SUCCESS, republish=BAD_SEG_HNDL, unmap=SUCCESS,"
          + " wait=BAD_SEG_HNDL}";

  /** Segments of Sun Fire Link have their memory for life. */
  private static final String EXPECTED_OF_WCI = EXPECTED.replace(" rebind=CTLR_NOT_PRESENT,", "");

  @TempDir Path storage;
  @TempDir Path deploy;
  @TempDir Path configurations;
  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
  private Felix felix;
  private UnaryOperator<String> traffic;

  @BeforeEach
  void start() throws Exception {
    felix = new Felix(storage, deploy);
    BundleContext context = felix.context();
    Bundle bundle = context.installBundle("traffic", TestBundle.of("traffic", "TrafficActivator"));
    bundle.start();
    traffic =
        context.getService(
            context.getServiceReferences(UnaryOperator.class, "(name=traffic)").stream()
                .map(HotDeployIT::textual)
                .findFirst()
                .orElseThrow());
  }

  @SuppressWarnings("unchecked")
  private static ServiceReference<UnaryOperator<String>> textual(ServiceReference<?> reference) {
    return (ServiceReference<UnaryOperator<String>>) reference;
  }

  @AfterEach
  void stop() throws Exception {
    felix.close();
  }

  @Test
  void hundredRoundsLeaveNothingBehind() throws Exception {
    repeatedly(ROUNDS, number -> round(number, driver -> {}));
  }

  @Test
  void sciComesAndGoesBesideLoopback() throws Exception {
    try (InputStream jar = Files.newInputStream(Distribution.DRIVER)) {
      felix.context().installBundle("loopback", jar).start();
    }
    // A namespace of its own: nodes 4 of this machine are none of ours.
    Map<String, String> settings =
        Map.of(
            "org.rsmapi.sci.implementation",
            "emulated",
            "org.rsmapi.sci.node",
            "4",
            "org.rsmapi.fabric.namespace",
            "hot-" + ProcessHandle.current().pid());
    settings.forEach(System::setProperty);
    try {
      repeatedly(
          SCI_ROUNDS,
          number -> round(number, Distribution.SCI, "sci0", EXPECTED, this::lookAtNodes));
    } finally {
      settings.keySet().forEach(System::clearProperty);
    }
  }

  @Test
  void wrsmComesAndGoesBesideTheOthers() throws Exception {
    for (Path other : List.of(Distribution.DRIVER, Distribution.SCI)) {
      try (InputStream jar = Files.newInputStream(other)) {
        felix.context().installBundle(other.getFileName().toString(), jar).start();
      }
    }
    Map<String, String> settings =
        Map.of(
            "org.rsmapi.wci.node",
            "1",
            "org.rsmapi.fabric.namespace",
            "hot-wrsm-" + ProcessHandle.current().pid());
    settings.forEach(System::setProperty);
    try {
      repeatedly(
          WCI_ROUNDS,
          number -> round(number, Distribution.WCI, "wrsm0", EXPECTED_OF_WCI, this::lookAtLinks));
      assertEquals(Set.of(), beans());
    } finally {
      settings.keySet().forEach(System::clearProperty);
    }
  }

  private static Set<ObjectName> beans() throws MalformedObjectNameException {
    return ManagementFactory.getPlatformMBeanServer()
        .queryNames(new ObjectName("org.rsmapi:*"), null);
  }

  /** Something that is done with a driver that comes and goes. */
  private interface Round {
    void play(int number) throws Exception;
  }

  private void repeatedly(int rounds, Round round) throws Exception {
    for (int i = 0; i < WARM_UP; i++) {
      round.play(i);
    }
    assertNothingIsLeft();
    long descriptors = descriptors();

    for (int i = WARM_UP; i < WARM_UP + rounds; i++) {
      round.play(i);
    }
    assertNothingIsLeft();
    await("descriptors leak", () -> descriptors() <= descriptors);
  }

  private void assertNothingIsLeft() throws IOException {
    // The application still has every handle, and yet no driver stays reachable.
    awaitCollected();
    assertEquals("forgotten", traffic.apply("forget"));
    await("mapped memory is not unmapped", () -> mappedWindows() == 0);
    assertEquals(0, driverThreads());
    assertEquals(0, sharedMappings());
  }

  @Test
  void driverWithFaultsLeavesUnderAThreadThatItHolds() throws Exception {
    System.setProperty("org.rsmapi.faults", "true");
    try {
      for (int i = 0; i < WARM_UP; i++) {
        round(i, this::holdPosts);
      }
    } finally {
      System.clearProperty("org.rsmapi.faults");
    }
    assertNothingIsLeft();
  }

  /** Returns when a thread of the traffic is held in the driver. */
  private void holdPosts(Bundle driver) throws Exception {
    ServiceReference<?> reference =
        Stream.of(driver.getRegisteredServices())
            .filter(service -> objectClass(service).equals("org.rsmapi.spi.FaultInjection"))
            .findFirst()
            .orElseThrow();
    assertEquals("loopback", reference.getProperty("rsm.driver"));
    Object faults = felix.context().getService(reference);
    Class<?> point = driver.loadClass("org.rsmapi.spi.FaultPoint");
    Object post = point.getField("POST").get(null);
    Object fault = faults.getClass().getMethod("hold", point).invoke(faults, post);
    Method hits = driver.loadClass("org.rsmapi.spi.FaultInjection$Fault").getMethod("hits");
    await("no thread is held", () -> call(hits, fault).equals(1));
    felix.context().ungetService(reference);
  }

  /** Has the driver tell operators of the cluster, as the command of the shell does. */
  private void lookAtNodes(Bundle driver) throws Exception {
    String nodes = answer(driver, "nodes");
    assertTrue(nodes.contains("nodes that are processes: 1 of 8"), nodes);
    String segments = answer(driver, "segments", "4");
    assertTrue(segments.contains("65536"), segments);
  }

  private String answer(Bundle driver, String operation, String... arguments) throws Exception {
    ServiceReference<?> reference =
        Stream.of(driver.getRegisteredServices())
            .filter(service -> objectClass(service).equals("org.rsmapi.spi.DriverConsole"))
            .findFirst()
            .orElseThrow();
    Object console = felix.context().getService(reference);
    Method run = console.getClass().getMethod("run", String.class, List.class);
    String answer = run.invoke(console, operation, List.of(arguments)).toString();
    felix.context().ungetService(reference);
    return answer;
  }

  /**
   * Has the driver show its links and beans, and take over a configuration while that is recorded.
   */
  private void lookAtLinks(Bundle driver) throws Exception {
    String links = answer(driver, "stat wrsm", "1", "");
    assertTrue(links.contains("sc_wait_up"), links);
    assertTrue(beans().toString().contains("name=rsmpi_stat"), beans()::toString);
    Path first = configurations.resolve(driver.getLocation() + ".conf");
    answer(driver, "conf dump", first.toString(), "", "");
    Path second = configurations.resolve(driver.getLocation() + "-2.conf");
    Files.writeString(
        second, Files.readString(first).replaceFirst(" version 0x1\\b", " version 0x2"));
    try (Recording recording = new Recording()) {
      recording.start();
      String taken = answer(driver, "conf initial", second.toString(), "");
      assertTrue(taken.contains("0x2, enabled"), taken);
      recording.stop();
      Path file = configurations.resolve(driver.getLocation() + ".jfr");
      recording.dump(file);
      assertTrue(
          RecordingFile.readAllEvents(file).stream()
              .anyMatch(
                  event ->
                      event.getEventType().getName().equals("org.rsmapi.wrsm.NewConfiguration")));
    }
  }

  private static Object call(Method method, Object target) {
    try {
      return method.invoke(target);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String objectClass(ServiceReference<?> reference) {
    return ((String[]) reference.getProperty(Constants.OBJECTCLASS))[0];
  }

  /** What is done while the traffic flows. */
  private interface Disturbance {
    void disturb(Bundle driver) throws Exception;
  }

  private void round(int number, Disturbance disturbance) throws Exception {
    round(number, Distribution.DRIVER, "loopback", EXPECTED, disturbance);
  }

  private void round(
      int number, Path file, String controller, String expected, Disturbance disturbance)
      throws Exception {
    Bundle driver;
    try (InputStream jar = Files.newInputStream(file)) {
      driver = felix.context().installBundle("driver-" + number, jar);
    }
    driver.start();
    loaders.add(new WeakReference<>(driver.adapt(BundleWiring.class).getClassLoader()));
    assertEquals("started", traffic.apply("start " + controller));
    disturbance.disturb(driver);
    driver.uninstall();
    assertEquals(expected, traffic.apply("outcome"), "round " + number);
  }

  private void awaitCollected() {
    await(
        "a class loader of the driver stays reachable",
        () -> loaders.stream().allMatch(loader -> loader.refersTo(null)));
  }

  /** Collects garbage until the condition holds, or a deadline has passed. */
  private static void await(String failure, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, failure);
      System.gc();
      Thread.onSpinWait();
    }
  }

  private static long mappedWindows() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("mapped"))
        .mapToLong(BufferPoolMXBean::getCount)
        .sum();
  }

  private static long descriptors() {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Memory of malloc that was exported stays a private mapping, wherever malloc puts it next. */
  private static long sharedMappings() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines
          .filter(line -> line.contains("memfd:rsm-"))
          .filter(line -> !line.contains("rsm-export") || line.split(" ", 3)[1].endsWith("s"))
          .count();
    }
  }

  private static long driverThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("rsm-"))
        .count();
  }
}

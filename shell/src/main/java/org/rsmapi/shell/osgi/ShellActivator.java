// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.osgi;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;
import org.rsmapi.Rsm;
import org.rsmapi.shell.command.Session;
import org.rsmapi.shell.command.ShellCommands;
import org.rsmapi.shell.demo.ClusterExporter;
import org.rsmapi.shell.demo.DemoExporter;
import org.rsmapi.shell.demo.DemoImporter;
import org.rsmapi.shell.demo.DriverSlot;

/** Registers the commands of the scope {@code rsm}, and the programs that the launcher calls. */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class ShellActivator implements BundleActivator {

  /** The property that names a program registered for the launcher. */
  private static final String PROGRAM = "org.rsmapi.shell.command";

  private @Nullable ServiceTracker<Rsm, Rsm> library;
  private @Nullable Session session;
  private @Nullable DriverConsoles consoles;

  /** For the framework. */
  public ShellActivator() {}

  @Override
  public void start(BundleContext context) {
    ServiceTracker<Rsm, Rsm> tracker = new ServiceTracker<>(context, Rsm.class, null);
    library = tracker;
    tracker.open();
    Session commandSession = new Session(() -> require(tracker.getService()));
    session = commandSession;
    DriverConsoles driverConsoles = new DriverConsoles(context, commandSession);
    consoles = driverConsoles;
    for (String name : ShellCommands.names()) {
      GogoCommand.register(context, name, driverConsoles.commands());
    }
    driverConsoles.open();
    registerDemo(context, tracker, driverConsoles);
  }

  private static void registerDemo(
      BundleContext context, ServiceTracker<Rsm, Rsm> library, DriverConsoles consoles) {
    register(
        context,
        "demo-loopback",
        () -> new DemoExporter(await(library), slot(context, "loopback")).call());
    register(
        context,
        "demo-sci0",
        () -> new ClusterExporter(await(library), slot(context, "sci0"), consoles::find).call());
    register(
        context,
        "demo-importer",
        () -> new DemoImporter(await(library), name -> slot(context, name)).call());
  }

  private static void register(BundleContext context, String name, Callable<Integer> program) {
    context.registerService(
        Callable.class, program, FrameworkUtil.asDictionary(Map.of(PROGRAM, name)));
  }

  private static DriverSlot slot(BundleContext context, String controller) {
    return DriverSlot.of(controller, context::getProperty, name -> hasBundle(context, name));
  }

  private static boolean hasBundle(BundleContext context, String name) {
    return Arrays.stream(context.getBundles())
        .anyMatch(bundle -> name.equals(bundle.getSymbolicName()));
  }

  private static Rsm await(ServiceTracker<Rsm, Rsm> tracker) throws InterruptedException {
    return require(tracker.waitForService(10_000));
  }

  private static Rsm require(@Nullable Rsm rsm) {
    if (rsm == null) {
      throw new IllegalStateException(
          "no service org.rsmapi.Rsm; is the bundle org.rsmapi.library active?");
    }
    return rsm;
  }

  @Override
  public void stop(BundleContext context) {
    DriverConsoles leaving = consoles;
    consoles = null;
    if (leaving != null) {
      leaving.close();
    }
    Session ending = session;
    session = null;
    if (ending != null) {
      ending.close();
    }
    ServiceTracker<Rsm, Rsm> tracker = library;
    library = null;
    if (tracker != null) {
      tracker.close();
    }
  }
}

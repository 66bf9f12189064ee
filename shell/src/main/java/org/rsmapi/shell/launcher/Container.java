// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.apache.felix.main.AutoProcessor;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A container with the settings and the bundles of the distribution, in a folder of its own that
 * goes with it.
 *
 * <p>The classes inside are not those of the launcher: the two meet in types of the JDK alone. A
 * program inside is a {@link Callable} registered as a service with the property {@code
 * org.rsmapi.shell.command}; its result is an exit code.
 */
final class Container implements AutoCloseable {

  private static final long LIMIT_MILLIS = 10_000;
  private static final int PROGRAMS_LEVEL = 8;
  private static final int SHELL_LEVEL = 9;

  private final Framework framework;
  private final Map<String, String> configuration;
  private final WorkFolder work;
  private final Path deploy;
  private final boolean shell;

  /** Before the container starts, so that what its bundles find and put back is this. */
  private final ErrorOutput errors = ErrorOutput.install();

  private Container(
      Framework framework,
      Map<String, String> configuration,
      WorkFolder work,
      Path deploy,
      boolean shell) {
    this.framework = framework;
    this.configuration = configuration;
    this.work = work;
    this.deploy = deploy;
    this.shell = shell;
  }

  /**
   * Prepares a container.
   *
   * @param home the folder of the distribution
   * @param operatorsDeploy where drivers are dropped; null for a fresh folder
   * @param shell whether to start the shell, which takes the standard input over
   */
  static Container prepare(Path home, @Nullable Path operatorsDeploy, boolean shell)
      throws IOException {
    WorkFolder work = WorkFolder.create();
    try {
      Path deploy = operatorsDeploy == null ? work.folder("deploy") : operatorsDeploy;
      Map<String, String> configuration = configuration(home, work, deploy, shell);
      Framework framework =
          ServiceLoader.load(FrameworkFactory.class)
              .findFirst()
              .orElseThrow(
                  () -> new IllegalStateException("no OSGi framework in " + home.resolve("lib")))
              .newFramework(configuration);
      Container container = new Container(framework, configuration, work, deploy, shell);
      Runtime.getRuntime().addShutdownHook(new Thread(container::endOfJvm, "rsm-end"));
      return container;
    } catch (IOException | RuntimeException | Error e) {
      work.close();
      throw e;
    }
  }

  /** Starts the framework and the bundles; what lies in the folder to deploy, before the shell. */
  void start() throws BundleException {
    framework.init();
    AutoProcessor.process(configuration, framework.getBundleContext());
    framework.start();
  }

  private static Map<String, String> configuration(
      Path home, WorkFolder work, Path deploy, boolean shell) throws IOException {
    Properties file = new Properties();
    try (Reader reader = Files.newBufferedReader(home.resolve("conf/config.properties"))) {
      file.load(reader);
    }
    Map<String, String> variables =
        Map.of(
            "org.rsmapi.home", home.toString(),
            "org.rsmapi.bundles", home.resolve("bundle").toUri().toString(),
            "org.rsmapi.deploy", deploy.toString());
    Map<String, String> configuration = new HashMap<>(variables);
    for (String name : file.stringPropertyNames()) {
      String value = System.getProperty(name, file.getProperty(name));
      for (Map.Entry<String, String> variable : variables.entrySet()) {
        value = value.replace("${" + variable.getKey() + "}", variable.getValue());
      }
      configuration.put(name, value);
    }
    configuration.put(Constants.FRAMEWORK_STORAGE, work.folder("bundles").toString());
    configuration.put("felix.fileinstall.tmpdir", work.folder("fileinstall").toString());
    configuration.put(
        Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
        String.valueOf(shell ? SHELL_LEVEL : PROGRAMS_LEVEL));
    return configuration;
  }

  /** The folder whose jars are installed and started while they are there. */
  Path deploy() {
    return deploy;
  }

  /** Runs a program of the shell bundle and returns its exit code. */
  int run(String program) throws Exception {
    BundleContext context = framework.getBundleContext();
    ServiceTracker<Callable<Integer>, Callable<Integer>> tracker = tracker(context, program);
    tracker.open();
    try {
      Callable<Integer> found = tracker.waitForService(LIMIT_MILLIS);
      if (found == null) {
        throw new IllegalStateException(
            "the bundle org.rsmapi.shell did not start within " + LIMIT_MILLIS / 1000 + " s");
      }
      return found.call();
    } finally {
      tracker.close();
    }
  }

  private static ServiceTracker<Callable<Integer>, Callable<Integer>> tracker(
      BundleContext context, String program) {
    try {
      return new ServiceTracker<>(
          context,
          context.createFilter(
              "(&(objectClass=java.util.concurrent.Callable)(org.rsmapi.shell.command="
                  + program
                  + "))"),
          null);
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException(program, e);
    }
  }

  /** Waits until somebody inside stops the container. */
  void await() throws InterruptedException {
    framework.waitForStop(0);
  }

  private void endOfJvm() {
    // What still runs is cut off; nobody wants to hear of it.
    errors.silence();
    try {
      if (shell) {
        // The thread of the shell may be the one that ends the JVM: it cannot be waited for.
        stopCommands();
        work.close();
      } else {
        close();
      }
    } catch (BundleException | RuntimeException e) {
      errors.tell("rsm: " + e);
    }
  }

  private void stopCommands() throws BundleException {
    BundleContext context = framework.getBundleContext();
    if (context == null) {
      return;
    }
    for (Bundle bundle : context.getBundles()) {
      String name = bundle.getSymbolicName();
      if ("org.rsmapi.shell".equals(name) || "org.apache.felix.fileinstall".equals(name)) {
        bundle.stop(Bundle.STOP_TRANSIENT);
      }
    }
  }

  /** Stops the container and deletes its folder; may be repeated. */
  @Override
  public void close() throws BundleException {
    try (work) {
      framework.stop();
      framework.waitForStop(LIMIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

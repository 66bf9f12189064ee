// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.osgi.test;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.apache.felix.main.AutoProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A container in this JVM, with the settings and bundles of the distribution. */
final class Felix implements AutoCloseable {

  private static final long STOP_MILLIS = 20_000;

  private final Framework framework;

  /** Starts the container, without the shell, which would read the input of the tests. */
  Felix(Path storage, Path deploy) throws IOException, BundleException {
    this(storage, deploy, settings -> {});
  }

  /** Starts the container with settings that differ from those of the distribution. */
  Felix(Path storage, Path deploy, Consumer<Map<String, String>> change)
      throws IOException, BundleException {
    Map<String, String> configuration = configuration(deploy);
    change.accept(configuration);
    configuration.put(Constants.FRAMEWORK_STORAGE, storage.toString());
    configuration.remove("felix.auto.start.9");
    framework =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow()
            .newFramework(configuration);
    framework.init();
    AutoProcessor.process(configuration, framework.getBundleContext());
    framework.start();
  }

  private static Map<String, String> configuration(Path deploy) throws IOException {
    Properties file = new Properties();
    try (Reader reader =
        Files.newBufferedReader(Distribution.HOME.resolve("conf/config.properties"))) {
      file.load(reader);
    }
    Map<String, String> configuration = new HashMap<>();
    for (String name : file.stringPropertyNames()) {
      configuration.put(
          name,
          file.getProperty(name)
              .replace("${org.rsmapi.home}", Distribution.HOME.toString())
              .replace("${org.rsmapi.bundles}", Distribution.HOME.resolve("bundle").toUri() + "")
              .replace("${org.rsmapi.deploy}", deploy.toString()));
    }
    return configuration;
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  @Override
  public void close() throws BundleException {
    framework.stop();
    try {
      framework.waitForStop(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

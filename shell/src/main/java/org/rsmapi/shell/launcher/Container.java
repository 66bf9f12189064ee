// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.felix.main.AutoProcessor;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** Starts the container with the settings of the distribution. */
final class Container {

  private Container() {}

  static int run() throws IOException, BundleException, InterruptedException {
    Path home = Path.of(System.getProperty("org.rsmapi.home", ".")).toAbsolutePath();
    Path storage = Files.createTempDirectory("rsm-");
    // The shell may end the JVM by itself.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(storage), "rsm-clean-up"));
    Framework framework =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no OSGi framework in " + home + "/lib"))
            .newFramework(configuration(home, storage));
    framework.init();
    AutoProcessor.process(configuration(home, storage), framework.getBundleContext());
    framework.start();
    framework.waitForStop(0);
    return 0;
  }

  private static Map<String, String> configuration(Path home, Path storage) throws IOException {
    Properties file = new Properties();
    try (Reader reader = Files.newBufferedReader(home.resolve("conf/config.properties"))) {
      file.load(reader);
    }
    Map<String, String> variables =
        Map.of(
            "org.rsmapi.home", home.toString(),
            "org.rsmapi.bundles", home.resolve("bundle").toUri().toString(),
            "org.rsmapi.deploy",
                System.getProperty("org.rsmapi.deploy", home.resolve("deploy").toString()));
    Map<String, String> configuration = new HashMap<>(variables);
    for (String name : file.stringPropertyNames()) {
      String value = System.getProperty(name, file.getProperty(name));
      for (Map.Entry<String, String> variable : variables.entrySet()) {
        value = value.replace("${" + variable.getKey() + "}", variable.getValue());
      }
      configuration.put(name, value);
    }
    configuration.put(Constants.FRAMEWORK_STORAGE, storage.toString());
    return configuration;
  }

  private static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      System.err.println("rsm: cannot delete " + folder + ": " + e);
    }
  }
}

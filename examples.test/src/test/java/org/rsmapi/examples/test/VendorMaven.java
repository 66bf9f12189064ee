// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.examples.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Maven on the machine of a vendor: with the settings of whoever runs the tests, and a local
 * repository of its own. That one has the packaged artifacts of this build; behind it, only read,
 * is the local repository of whoever runs the tests.
 */
final class VendorMaven {

  static final Path CHECKOUT = Path.of(System.getProperty("org.rsmapi.checkout")).normalize();
  static final String VERSION = System.getProperty("org.rsmapi.version");

  private static final Path WORK = Path.of(System.getProperty("org.rsmapi.work"));
  private static final Path REPOSITORY = WORK.resolve("repository");
  private static final String LOCAL_REPOSITORY = "maven.repo.local";

  /** What a vendor gets from a repository, and the folders it is built in. */
  private static final Map<String, String> ARTIFACTS =
      Map.of(
          "org.rsmapi.api", "api.module",
          "org.rsmapi.library", "library",
          "org.rsmapi.tck", "tck",
          "driver-archetype", "driver.archetype");

  private VendorMaven() {}

  /** Returns the jar that tests a driver by itself. */
  static Path standaloneTck() {
    return CHECKOUT.resolve("tck/target/org.rsmapi.tck-" + VERSION + "-standalone.jar");
  }

  /** Returns an empty folder, outside of any project. */
  static Path emptyFolder(String name) throws IOException {
    stage();
    Path folder = WORK.resolve(name);
    Folders.delete(folder);
    // Maven looks upwards for this folder, and would find ours.
    Files.createDirectories(folder.resolve(".mvn"));
    return folder;
  }

  /** Runs Maven, and fails with what it printed unless it ends well. */
  static String succeed(Path folder, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(setting("home") + "/bin/mvn");
    command.add("--batch-mode");
    command.add("--no-transfer-progress");
    command.add("-D" + LOCAL_REPOSITORY + "=" + REPOSITORY);
    command.add("-D" + LOCAL_REPOSITORY + ".tail=" + behind());
    addFile(command, "--settings", setting("settings"));
    addFile(command, "--global-settings", setting("settings.global"));
    if (setting("mode").equals("offline=true")) {
      command.add("--offline");
    }
    command.addAll(List.of(arguments));
    return Program.succeed(folder, command);
  }

  private static String setting(String name) {
    return System.getProperty("org.rsmapi.maven." + name);
  }

  /** The build that runs the tests may itself have repositories one behind the other. */
  private static String behind() {
    String further = System.getProperty(LOCAL_REPOSITORY + ".tail");
    return setting("repository") + (further == null ? "" : "," + further);
  }

  private static void addFile(List<String> command, String option, String location) {
    Path file = Path.of(location.substring("file:".length()));
    if (Files.exists(file)) {
      command.add(option);
      command.add(file.toString());
    }
  }

  private static void stage() throws IOException {
    copy(CHECKOUT.resolve("pom.xml"), "org.rsmapi.parent", "pom");
    for (Map.Entry<String, String> artifact : ARTIFACTS.entrySet()) {
      Path module = CHECKOUT.resolve(artifact.getValue());
      String name = artifact.getKey();
      copy(module.resolve("pom.xml"), name, "pom");
      copy(module.resolve("target/" + name + "-" + VERSION + ".jar"), name, "jar");
    }
  }

  private static void copy(Path file, String name, String ending) throws IOException {
    Path folder = REPOSITORY.resolve("org/rsmapi").resolve(name).resolve(VERSION);
    Files.createDirectories(folder);
    Files.copy(
        file,
        folder.resolve(name + "-" + VERSION + "." + ending),
        StandardCopyOption.REPLACE_EXISTING);
  }
}

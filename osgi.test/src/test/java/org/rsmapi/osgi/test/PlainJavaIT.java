// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.osgi.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jars without a container: on class path and module path, and through the start script. */
final class PlainJavaIT {

  private static final String TESTS = System.getProperty("org.rsmapi.test.classes");
  private static final Path LIBRARY = Distribution.bundle("org.rsmapi.library");

  @Test
  void classPath() throws Exception {
    Distribution.Outcome outcome =
        Distribution.java(
            List.of("-cp", jars() + File.pathSeparator + TESTS, LookUp.class.getName()));
    assertEquals(0, outcome.status(), outcome::output);
    assertTrue(outcome.output().contains("driver: loopback"), outcome::output);
    assertTrue(outcome.output().contains("moved: 42"), outcome::output);
    assertTrue(outcome.output().contains("library: unnamed module"), outcome::output);
    assertTrue(outcome.output().contains("faults: loopback false"), outcome::output);
  }

  @Test
  void modulePath() throws Exception {
    // The API alone is asked for: what it uses, and what that uses, is bound by the look-up.
    Distribution.Outcome outcome =
        Distribution.java(
            List.of(
                "-Dorg.rsmapi.faults=true",
                "-p",
                jars(),
                "--add-modules",
                "org.rsmapi.api",
                "-cp",
                TESTS,
                LookUp.class.getName()));
    assertEquals(0, outcome.status(), outcome::output);
    assertTrue(outcome.output().contains("api: module org.rsmapi.api"), outcome::output);
    assertTrue(outcome.output().contains("library: module org.rsmapi.library"), outcome::output);
    assertTrue(outcome.output().contains("faults: loopback true"), outcome::output);
    assertTrue(outcome.output().contains("driver: loopback"), outcome::output);
    assertTrue(outcome.output().contains("moved: 42"), outcome::output);
  }

  /** Two drivers with the fabric inside cannot be modules together. */
  @Test
  void driversOnTheClassPathOfModules() throws Exception {
    Distribution.Outcome outcome =
        Distribution.java(
            List.of(
                "--enable-native-access=org.rsmapi.library",
                "-p",
                paths(Distribution.bundle("org.rsmapi.api"), LIBRARY),
                "--add-modules",
                "org.rsmapi.api",
                "-cp",
                paths(Distribution.DRIVER, Distribution.SCI, Path.of(TESTS)),
                LookUp.class.getName()));
    assertEquals(0, outcome.status(), outcome::output);
    assertTrue(outcome.output().contains("library: module org.rsmapi.library"), outcome::output);
    assertTrue(outcome.output().contains("driver: loopback \nmoved: 42"), outcome::output);
    assertTrue(outcome.output().contains("driver: sci \nmoved: 42"), outcome::output);
    assertTrue(outcome.output().contains("shared: 1234"), outcome::output);
    assertFalse(outcome.output().contains("WARNING"), outcome::output);
  }

  @Test
  void driverTellsWhyItIsAbsent() throws Exception {
    assertTrue(lookUp("-Dos.arch=riscv64").contains("needs Linux on x86-64 or aarch64"));
    assertTrue(lookUp("-Dorg.rsmapi.fabric.namespace=no/slash").contains("letters, digits, dots"));
    assertTrue(lookUp("-Dorg.rsmapi.faults=yes").contains("faults=yes: use true or false"));
    assertTrue(
        lookUp("--enable-native-access=java.base", "--illegal-native-access=deny")
            .contains("--enable-native-access=ALL-UNNAMED"));
  }

  private static String lookUp(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", jars() + File.pathSeparator + TESTS, LookUp.class.getName()));
    Distribution.Outcome outcome = Distribution.run(new ProcessBuilder(command));
    assertEquals(0, outcome.status(), outcome::output);
    return outcome.output();
  }

  @Test
  void startScriptByLinkFromFolderWithBlanks(@TempDir Path folder) throws Exception {
    Path home = Files.createSymbolicLink(folder.resolve("a place"), Distribution.HOME);
    Path link = Files.createSymbolicLink(folder.resolve("rsm link"), home.resolve("bin/rsm"));
    Distribution.Outcome outcome = Distribution.run(new ProcessBuilder(link.toString(), "--help"));
    Files.delete(link);
    Files.delete(home);
    assertEquals(0, outcome.status(), outcome::output);
    assertTrue(outcome.output().contains("Usage: rsm"), outcome::output);
  }

  @Test
  void startScriptPassesOverAnOldJava(@TempDir Path old) throws Exception {
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"24.0.9\"\n");
    Path java = Files.createDirectories(old.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nexit 99\n");
    assertTrue(java.toFile().setExecutable(true));
    ProcessBuilder builder =
        new ProcessBuilder(Distribution.HOME.resolve("bin/rsm").toString(), "--help");
    builder.environment().put("RSM_JAVA_HOME", old.toString());
    Distribution.Outcome outcome = Distribution.run(builder);
    assertEquals(0, outcome.status(), outcome::output);
    assertTrue(outcome.output().contains("Usage: rsm"), outcome::output);
  }

  private static String jars() {
    return paths(Distribution.bundle("org.rsmapi.api"), LIBRARY, Distribution.DRIVER);
  }

  private static String paths(Path... entries) {
    return Stream.of(entries).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}

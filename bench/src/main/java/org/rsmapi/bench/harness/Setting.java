// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

import java.nio.file.Path;
import java.util.List;

/**
 * What the contenders are started with.
 *
 * @param java the command of a JVM, up to the arguments of {@link org.rsmapi.bench.Main}
 * @param files the folder for files that are mapped
 * @param programs the programs in C
 * @param cpus where pinned sides run
 * @param effort how much is done
 */
public record Setting(List<String> java, Path files, Programs programs, Cpus cpus, Effort effort) {

  /**
   * The flags of every JVM here; one collector, so that all are alike on every machine.
   *
   * @param scratch for what libraries unpack, and would leave behind if their process is killed
   */
  public static List<String> javaCommand(Path scratch) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-Xmx1g",
        "-Djava.io.tmpdir=" + scratch,
        "-cp",
        System.getProperty("java.class.path"),
        "org.rsmapi.bench.Main");
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A {@code libsisci.so} without hardware, built from {@code src/test/c} by the C compiler of the
 * system: once per JVM and variant, into a directory that goes with the JVM. Tests are skipped
 * where no compiler is found.
 *
 * <p>Processes of this host are the nodes of a {@link StubCluster}. {@link #node} gives a copy of
 * the library that is one node of a cluster, so one JVM can be several nodes at once, each by a
 * {@link LibSisci} of its own:
 *
 * {@snippet :
 * try (StubCluster cluster = StubCluster.create()) {
 *   Path library = cluster.library(4); // of node 4, with one adapter
 *   SisciProvider provider = new LibSisci(Optional.of(library));
 * }
 * }
 *
 * <p>Any process can load such a copy, too. What {@link #path} gives is no node yet: it takes its
 * place from the environment ({@code SISCI_STUB_DIR}, {@code SISCI_STUB_NODE}, {@code
 * SISCI_STUB_ADAPTERS}).
 */
public final class StubLibrary {

  private static final Path SOURCES = Path.of("src/test/c");

  private static final Map<List<String>, Path> BUILT = new HashMap<>();

  private static int copies;

  private StubLibrary() {}

  /**
   * Returns the library, built with macros.
   *
   * @param macros as for the compiler, without {@code -D}; {@code stub.h} lists them
   */
  public static synchronized Path path(String... macros) {
    return BUILT.computeIfAbsent(List.of(macros), StubLibrary::build);
  }

  /**
   * Makes a copy of the library that is a node.
   *
   * @param cluster the directory of the cluster
   * @param nodeId a multiple of 4, up to 256
   * @param adapters 0 to 4
   * @param macros as for {@link #path}
   */
  public static synchronized Path node(Path cluster, int nodeId, int adapters, String... macros) {
    Path built = path(macros);
    Path copy = built.resolveSibling("node" + nodeId + "-" + copies + ".so");
    copies++;
    try {
      Files.copy(built, copy);
      Path configuration =
          Files.writeString(
              Path.of(copy + ".conf"),
              cluster + " " + nodeId + " " + adapters + System.lineSeparator());
      StubCluster.permit(copy, "rwxr-xr-x");
      StubCluster.permit(configuration, "rw-r--r--");
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path build(List<String> macros) {
    Optional<Path> compiler = compiler();
    assumeTrue(compiler.isPresent(), "there is no C compiler (cc, gcc, clang) on the PATH");
    try {
      Path directory = Files.createTempDirectory("sisci-stub-");
      StubCluster.permit(directory, "rwxr-xr-x");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
      Path library = directory.resolve("libsisci.so");
      List<String> command = new ArrayList<>();
      command.add(compiler.orElseThrow().toString());
      Collections.addAll(command, "-std=gnu11", "-O1", "-fPIC", "-shared", "-Wl,-Bsymbolic");
      Collections.addAll(command, "-Wall", "-Wextra", "-Werror", "-o", library.toString());
      macros.forEach(macro -> command.add("-D" + macro));
      try (Stream<Path> sources = Files.list(SOURCES)) {
        sources
            .map(Path::toString)
            .filter(name -> name.endsWith(".c"))
            .sorted()
            .forEach(command::add);
      }
      Collections.addAll(command, "-lpthread", "-ldl");
      run(command);
      return library;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> compiler() {
    List<String> directories =
        Arrays.asList(System.getenv().getOrDefault("PATH", "").split(":", -1));
    return Stream.of("cc", "gcc", "clang")
        .flatMap(name -> directories.stream().map(directory -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException(command + " ends with " + status + ":\n" + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Deletes a directory with its files. */
  static void delete(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

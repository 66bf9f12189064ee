// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The programs in C, compiled when they are first needed. */
public final class Programs {

  private static final long PATIENCE_SECONDS = 60;
  private static final String SOURCES = "/org/rsmapi/bench/c/";

  private final Path folder;
  private final Map<String, Path> compiled = new HashMap<>();

  /** Compiles into a folder. */
  public Programs(Path folder) {
    this.folder = folder;
  }

  /** Where a program of the system lies. */
  public static Path find(String executable) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    for (String entry : path.split(File.pathSeparator, -1)) {
      Path candidate = Path.of(entry, executable);
      if (!entry.isEmpty() && Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    throw new Failure("not installed: no " + executable + " on the PATH");
  }

  /** Compiles a source of ours, unless that has been done. */
  public Path compile(String compiler, String name) {
    Path known = compiled.get(name);
    if (known != null) {
      return known;
    }
    Path executable = folder.resolve(name);
    try {
      extract("measure.h");
      Path source = extract(name + ".c");
      List<String> command =
          List.of(find(compiler).toString(), "-O2", "-o", executable.toString(), source.toString());
      try (Child child = Child.start(compiler, command, Map.of())) {
        if (child.await(PATIENCE_SECONDS) != 0) {
          throw new Failure(compiler + " does not compile " + name + ".c: " + child.complaint());
        }
      }
    } catch (IOException e) {
      throw new Failure(name + ".c: " + e.getMessage());
    }
    compiled.put(name, executable);
    return executable;
  }

  private Path extract(String name) throws IOException {
    Path target = folder.resolve(name);
    if (!Files.exists(target)) {
      try (InputStream source = Programs.class.getResourceAsStream(SOURCES + name)) {
        Files.copy(Objects.requireNonNull(source, name), target);
      }
    }
    return target;
  }
}

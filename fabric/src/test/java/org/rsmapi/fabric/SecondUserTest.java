// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.fabric.linux.Libc;
import org.rsmapi.spi.PeerCredentials;

/** An importer of another user; only root can start one. */
class SecondUserTest {

  private static final long USER = 12_345;
  private static final long GROUP = 777;
  private static final List<String> OTHER_USER =
      List.of("setpriv", "--reuid", "12345", "--regid", "12345");

  private Path copy;
  private String classPath;

  @BeforeEach
  void copyClassPath() throws IOException {
    assumeTrue(Libc.get().geteuid() == 0, "only root can start a process of another user");
    boolean present =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "setpriv")));
    assumeTrue(present, "setpriv(1) is not installed");
    copy = Files.createTempDirectory("rsm-test");
    allowAll(copy);
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path source = Path.of(entry);
      if (Files.exists(source)) {
        Path target = copy.resolve(Integer.toString(entries.size()));
        copyTree(source, target);
        entries.add(target.toString());
      }
    }
    classPath = String.join(File.pathSeparator, entries);
  }

  @AfterEach
  void removeCopy() throws IOException {
    if (copy == null) {
      return;
    }
    Files.walkFileTree(
        copy,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void allowAll(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void copyTree(Path source, Path target) throws IOException {
    try (Stream<Path> all = Files.walk(source)) {
      for (Path path : all.toList()) {
        Path copied = target.resolve(source.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copied);
        } else {
          Files.copy(path, copied, StandardCopyOption.REPLACE_EXISTING);
        }
        allowAll(copied);
      }
    }
  }

  private ChildJvm start(Sides sides, String groups, String... group) {
    List<String> through = new ArrayList<>(OTHER_USER);
    through.add(groups);
    through.addAll(List.of(group));
    return ChildJvm.start(sides.name, classPath, through);
  }

  private static PeerCredentials[] publishRecording(Sides sides, SegmentId[] id) {
    PeerCredentials[] seen = new PeerCredentials[1];
    id[0] =
        sides.export.publish(
            SegmentId.ANY,
            (node, peer, requested) -> {
              seen[0] = peer;
              return requested.canWrite() ? RsmError.PERM_DENIED : RsmError.SUCCESS;
            });
    return seen;
  }

  @Test
  void thePolicySeesWhoAsksAndMayRefuse() {
    try (Sides sides = new Sides();
        ChildJvm child = start(sides, "--clear-groups")) {
      SegmentId[] id = new SegmentId[1];
      PeerCredentials[] seen = publishRecording(sides, id);
      assertEquals("PERM_DENIED", child.tell("import " + id[0].value() + " 600"));
      assertEquals(new PeerCredentials(USER, USER, Set.of()), seen[0]);
    }
  }

  @Test
  void thePolicySeesSupplementaryGroups() {
    try (Sides sides = new Sides();
        ChildJvm child = start(sides, "--groups", Long.toString(GROUP))) {
      SegmentId[] id = new SegmentId[1];
      PeerCredentials[] seen = publishRecording(sides, id);
      assertEquals("ok", child.tell("import " + id[0].value() + " 400"));
      assertEquals(new PeerCredentials(USER, USER, Set.of(GROUP)), seen[0]);
    }
  }

  @Test
  void thePolicySeesManyGroups() {
    Set<Long> many = LongStream.range(GROUP, GROUP + 200).boxed().collect(toSet());
    String list = many.stream().map(String::valueOf).collect(joining(","));
    try (Sides sides = new Sides();
        ChildJvm child = start(sides, "--groups", list)) {
      SegmentId[] id = new SegmentId[1];
      PeerCredentials[] seen = publishRecording(sides, id);
      assertEquals("ok", child.tell("import " + id[0].value() + " 400"));
      assertEquals(new PeerCredentials(USER, USER, many), seen[0]);
    }
  }

  @Test
  void whatWasImportedForReadingCannotBeMadeWritable() {
    try (Sides sides = new Sides();
        ChildJvm child = start(sides, "--clear-groups")) {
      SegmentId[] id = new SegmentId[1];
      publishRecording(sides, id);
      assertEquals("ok", child.tell("import " + id[0].value() + " 400"));
      assertEquals("failed", child.tell("attack " + id[0].value()));
    }
  }
}

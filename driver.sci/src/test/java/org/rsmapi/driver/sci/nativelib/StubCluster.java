// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A directory in which processes with the {@link StubLibrary} are a cluster, and whose links tests
 * can cut. Closing it deletes the directory; processes that still use it are to be ended before.
 *
 * <p>Link state is the file {@code links} (see {@code stub.h}); a change is complete on return:
 * every process of the cluster has acted on it. The callbacks for it may come later.
 */
public final class StubCluster implements AutoCloseable {

  private static final String LINKS = "links";
  private static final int ADAPTERS = 4;
  private static final int NODES = 64;
  private static final int SLOTS = 64;
  private static final long SEEN = 4;
  private static final long CHANGES = 512;
  private static final long SIZE = CHANGES + 4L * ADAPTERS * NODES * NODES;

  private static final VarHandle WORD = ValueLayout.JAVA_INT.varHandle();

  private final Path directory;

  private StubCluster(Path directory) {
    this.directory = directory;
  }

  /** Makes one; in memory where the system has a directory for that. */
  public static StubCluster create() {
    Path memory = Path.of("/dev/shm");
    try {
      Path directory =
          Files.isWritable(memory)
              ? Files.createTempDirectory(memory, "sisci-cluster-")
              : Files.createTempDirectory("sisci-cluster-");
      permit(directory, "rwxrwxrwx");
      permit(Files.createFile(directory.resolve(LINKS)), "rw-rw-rw-");
      return new StubCluster(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets permissions whatever the file creation mask is: nodes are processes of any user. */
  static void permit(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  /** Returns where it is. */
  public Path directory() {
    return directory;
  }

  /** Returns the names of its files, sorted. */
  public List<String> files() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the library of a new process of a node with one adapter. */
  public Path library(int nodeId, String... macros) {
    return StubLibrary.node(directory, nodeId, 1, macros);
  }

  /** Returns what makes {@link StubLibrary#path} a node, as environment of a process. */
  public Map<String, String> environment(int nodeId, int adapters) {
    return Map.of(
        "SISCI_STUB_DIR",
        directory.toString(),
        "SISCI_STUB_NODE",
        Integer.toString(nodeId),
        "SISCI_STUB_ADAPTERS",
        Integer.toString(adapters));
  }

  /** Cuts or mends the link of an adapter between two nodes. */
  public void link(int adapterNo, int nodeId, int otherNodeId, boolean up) {
    try (FileChannel file = open();
        Arena arena = Arena.ofShared()) {
      MemorySegment links = file.map(MapMode.READ_WRITE, 0, SIZE, arena);
      set(links, at(adapterNo, nodeId, otherNodeId), up);
      if (nodeId != otherNodeId) {
        set(links, at(adapterNo, otherNodeId, nodeId), up);
      }
      int generation = (int) WORD.getAndAdd(links, 0L, 1) + 1;
      awaitSeen(links, generation);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes an adapter of a node off all links, or puts it back. */
  public void adapter(int adapterNo, int nodeId, boolean up) {
    link(adapterNo, nodeId, nodeId, up);
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        directory.resolve(LINKS), StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static long at(int adapterNo, int nodeId, int otherNodeId) {
    int row = nodeId / 4 - 1;
    int column = otherNodeId / 4 - 1;
    return CHANGES + 4L * ((adapterNo * NODES + row) * NODES + column);
  }

  /** An odd number of changes is a link that is down. */
  private static void set(MemorySegment links, long at, boolean up) {
    int changes = (int) WORD.getVolatile(links, at);
    if ((changes % 2 == 0) != up) {
      WORD.setVolatile(links, at, changes + 1);
    }
  }

  private static void awaitSeen(MemorySegment links, int generation) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    for (int slot = 0; slot < SLOTS; slot++) {
      while (true) {
        int seen = (int) WORD.getVolatile(links, SEEN + 4L * slot);
        if (seen == 0 || seen - generation >= 0) {
          break;
        }
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException("a process does not act on a change of links");
        }
        LockSupport.parkNanos(100_000);
      }
    }
  }

  @Override
  public void close() {
    StubLibrary.delete(directory);
  }
}

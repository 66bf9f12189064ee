// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A lane, which is a file that both processes map: the one that offers it writes into it. */
final class SharedFile implements AutoCloseable {

  private final Arena arena = Arena.ofShared();
  private final long lane;
  private final Path file;
  final MemorySegment out;

  SharedFile(Path folder, long lane) throws IOException {
    this.lane = lane;
    file = Files.createTempFile(folder, "lane-", ".map");
    out = map(file);
  }

  String offer() {
    return file.toString();
  }

  MemorySegment accept(String offer) throws IOException {
    return map(Path.of(offer));
  }

  private MemorySegment map(Path path) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(MapMode.READ_WRITE, 0, lane, arena);
    }
  }

  @Override
  public void close() throws IOException {
    arena.close();
    Files.deleteIfExists(file);
  }
}

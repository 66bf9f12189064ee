// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.rsmapi.fabric.linux.Errno.check;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.fabric.linux.Libc;
import org.rsmapi.spi.PeerCredentials;
import org.rsmapi.spi.SegmentOwner;

/** Who this process is now, as an exporter and as an importer. */
public final class ProcessOwner {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String UMASK = "Umask:";

  private ProcessOwner() {}

  /** Returns who would own a segment that this process creates now. */
  public static SegmentOwner current() {
    return new SegmentOwner(Libc.get().geteuid(), Libc.get().getegid(), creationMask());
  }

  /** Returns what the kernel would tell an exporter of this process. */
  public static PeerCredentials credentials() {
    Libc libc = Libc.get();
    return new PeerCredentials(libc.geteuid(), libc.getegid(), groups(libc));
  }

  private static Set<Long> groups(Libc libc) {
    int room = check(libc.getgroups(0, MemorySegment.NULL), "getgroups");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment list = arena.allocate(ValueLayout.JAVA_INT, Math.max(1, room));
      int count = room == 0 ? 0 : check(libc.getgroups(room, list), "getgroups");
      Set<Long> groups = new HashSet<>();
      for (int i = 0; i < count; i++) {
        groups.add(Integer.toUnsignedLong(list.getAtIndex(ValueLayout.JAVA_INT, i)));
      }
      return groups;
    }
  }

  /**
   * umask(2) can only be asked by setting it, which other threads would notice; proc(5) just tells.
   */
  private static int creationMask() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(UMASK)) {
          return Integer.parseInt(line.substring(UMASK.length()).strip(), 8);
        }
      }
      throw new RsmException(
          RsmError.INSUFFICIENT_RESOURCES, "create", STATUS + " does not tell the umask");
    } catch (IOException e) {
      throw new RsmException(
          RsmError.INSUFFICIENT_RESOURCES, "create", STATUS + " cannot be read", 0, e);
    }
  }
}

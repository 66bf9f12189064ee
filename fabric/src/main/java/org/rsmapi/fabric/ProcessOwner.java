// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.fabric.linux.Libc;
import org.rsmapi.spi.SegmentOwner;

/** The owner of what this process exports now. */
final class ProcessOwner {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String UMASK = "Umask:";

  private ProcessOwner() {}

  static SegmentOwner current() {
    return new SegmentOwner(Libc.get().geteuid(), Libc.get().getegid(), creationMask());
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

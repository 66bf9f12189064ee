// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.util.Locale;
import java.util.Set;
import org.rsmapi.RsmException;
import org.rsmapi.fabric.linux.Libc;
import org.rsmapi.spi.Availability;

/** Whether this machine has what the fabric needs, found out by trying it. */
public final class FabricSupport {

  private static final Set<String> ARCHITECTURES = Set.of("amd64", "x86_64", "aarch64");

  /** Why nothing native can be called, for people. */
  public static final String ACCESS_DENIED =
      "native access is denied; start Java with --enable-native-access=ALL-UNNAMED, or with the"
          + " modules of library and driver in place of ALL-UNNAMED";

  private static final class Holder {
    static final Availability PLATFORM = platform();
  }

  private FabricSupport() {}

  /**
   * Tells whether a fabric can be opened. The platform is tried once, the configuration each time.
   *
   * @return present, or absent with the reason
   */
  public static Availability availability() {
    try {
      FabricName.of("probe", 0);
    } catch (IllegalArgumentException e) {
      return Availability.absent(String.valueOf(e.getMessage()));
    }
    return Holder.PLATFORM;
  }

  private static Availability platform() {
    String system = System.getProperty("os.name", "");
    String architecture = System.getProperty("os.arch", "");
    if (!system.toLowerCase(Locale.ROOT).contains("linux")
        || !ARCHITECTURES.contains(architecture)) {
      return Availability.absent(
          "needs Linux on x86-64 or aarch64; this is " + system + " on " + architecture);
    }
    try {
      return probe();
    } catch (IllegalCallerException e) {
      return Availability.absent(ACCESS_DENIED);
    } catch (LinkageError e) {
      // What fails in a static initialiser comes wrapped.
      Throwable root = rootCause(e);
      return Availability.absent(
          root instanceof IllegalCallerException
              ? ACCESS_DENIED
              : "the C library lacks a function: " + root.getMessage());
    } catch (RsmException e) {
      return Availability.absent("the system refuses what is needed: " + e.getMessage());
    }
  }

  private static Throwable rootCause(Throwable e) {
    Throwable root = e;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }

  /** Does each thing once that a fabric does: memory, seals, address space, sockets, the umask. */
  private static Availability probe() {
    long pageSize = Libc.get().getpagesize();
    try (MemoryFile page = MemoryFile.reserve("rsm-probe", pageSize);
        Descriptor readOnly = page.reopenReadOnly();
        WindowSpace space = new WindowSpace();
        UnixSocket socket = UnixSocket.create()) {
      if (!MemoryFile.isTrustworthy(readOnly.number(), pageSize)) {
        return Availability.absent("the kernel does not seal memory files");
      }
      ControlPage control = ControlPage.map(space, page.number(), pageSize, true);
      control.post(true);
      control.detach();
      long unique = socket.cookie();
      int listening = socket.listen("org.rsmapi/probe/" + Long.toHexString(unique));
      if (listening < 0) {
        return Availability.absent("abstract unix sockets are refused; errno=" + -listening);
      }
      ProcessOwner.current();
      return Availability.available();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.linux;

import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** The error numbers that the fabric tells apart, and the RSMAPI error that a number stands for. */
public final class Errno {

  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int EINTR = 4;
  public static final int EAGAIN = 11;
  public static final int ENOMEM = 12;
  public static final int EACCES = 13;
  public static final int EFAULT = 14;
  public static final int EEXIST = 17;
  public static final int EINVAL = 22;
  public static final int ENFILE = 23;
  public static final int EMFILE = 24;
  public static final int ENOSPC = 28;
  public static final int ERANGE = 34;
  public static final int ENOSYS = 38;
  public static final int EADDRINUSE = 98;
  public static final int ECONNRESET = 104;
  public static final int ENOBUFS = 105;
  public static final int ECONNREFUSED = 111;

  private Errno() {}

  /**
   * Returns the result of a system call, or throws what its failure means.
   *
   * @param result the result, negative for a negated error number
   * @param call the system call and its arguments, for people
   */
  public static long check(long result, String call) {
    if (result < 0) {
      throw exception((int) -result, call);
    }
    return result;
  }

  /** Returns the result of a system call, or throws what its failure means. */
  public static int check(int result, String call) {
    return (int) check((long) result, call);
  }

  /** Returns what a failed system call means: memory short, or something else used up. */
  public static RsmException exception(int errno, String call) {
    RsmError error =
        errno == ENOMEM || errno == ENOSPC
            ? RsmError.INSUFFICIENT_MEM
            : RsmError.INSUFFICIENT_RESOURCES;
    String advice =
        switch (errno) {
          case EMFILE -> "; this process has no descriptors left: raise its limit (ulimit -n)";
          case ENFILE -> "; the system has no descriptors left";
          case ENOMEM, ENOSPC -> "; no memory left, or no room for another mapping";
          default -> "";
        };
    return new RsmException(error, call, "errno=" + errno + advice, errno, null);
  }
}

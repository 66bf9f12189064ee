// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.fault;

/**
 * An access that is to get lost on its way, as the driver proper finds out where it makes it.
 *
 * <p>The fault is met where the library calls the driver; the driver goes on as always, down to its
 * medium, and there the access does not take place. So its own means find the loss.
 */
public final class LostAccess {

  private static final ScopedValue<Boolean> LOST = ScopedValue.newInstance();

  private LostAccess() {}

  static void run(Runnable access) {
    ScopedValue.where(LOST, Boolean.TRUE).run(access);
  }

  /**
   * Tells what happens to the accesses that this thread makes now.
   *
   * @return true if they get lost
   */
  public static boolean isNow() {
    return LOST.isBound();
  }
}

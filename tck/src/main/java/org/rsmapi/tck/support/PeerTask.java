// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import java.lang.reflect.Constructor;

/**
 * What a test has a {@link Party} do: a class with a constructor without arguments, of which the
 * party makes an object for each call. What has to live longer is kept in the {@link PeerContext}.
 */
@FunctionalInterface
public interface PeerTask {

  /** Does it, in the peer, in a thread of its own; the result goes to the test. */
  String run(PeerContext context, String... args) throws Exception;

  /** Makes an object of a class of tasks and has it do its task. */
  static String run(Class<? extends PeerTask> task, PeerContext context, String... args)
      throws Exception {
    Constructor<? extends PeerTask> constructor = task.getDeclaredConstructor();
    constructor.setAccessible(true);
    return String.valueOf(constructor.newInstance().run(context, args));
  }
}

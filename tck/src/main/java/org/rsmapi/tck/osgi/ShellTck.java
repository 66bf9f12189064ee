// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.osgi;

import java.util.concurrent.locks.ReentrantLock;
import org.osgi.framework.BundleContext;
import org.rsmapi.tck.command.InProcessCommand;
import org.rsmapi.tck.fixture.Surroundings;

/** The command {@code rsm:tck} of the shell of a container. */
public final class ShellTck {

  private final BundleContext context;

  /** The driver under test is one for the whole process. */
  private final ReentrantLock running = new ReentrantLock();

  ShellTck(BundleContext context) {
    this.context = context;
  }

  /**
   * Tests a driver that is deployed in the container.
   *
   * @param arguments the options
   * @return what the exit code of the program would be
   */
  public int tck(String... arguments) {
    if (!running.tryLock()) {
      return InProcessCommand.refuse("another run of rsm:tck goes on; wait for its end");
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      thread.setContextClassLoader(ShellTck.class.getClassLoader());
      DeployedBundles.of(context).surroundings().enter();
      return InProcessCommand.run(arguments);
    } finally {
      Surroundings.leave();
      thread.setContextClassLoader(before);
      running.unlock();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.osgi;

import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Registers the command. */
public final class TckActivator implements BundleActivator {

  /** For the framework. */
  public TckActivator() {}

  @Override
  public void start(BundleContext context) {
    context.registerService(
        ShellTck.class,
        new ShellTck(context),
        FrameworkUtil.asDictionary(
            Map.of("osgi.command.scope", "rsm", "osgi.command.function", "tck")));
  }

  @Override
  public void stop(BundleContext context) {
    // The framework takes the command back.
  }
}

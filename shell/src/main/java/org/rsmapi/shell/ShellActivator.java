// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell;

import java.util.Map;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/** Registers the commands of the scope {@code rsm}. */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class ShellActivator implements BundleActivator {

  /** For the framework. */
  public ShellActivator() {}

  @Override
  public void start(BundleContext context) {
    context.registerService(
        Commands.class,
        new Commands(context),
        FrameworkUtil.asDictionary(
            Map.of(
                "osgi.command.scope", "rsm", "osgi.command.function", new String[] {"drivers"})));
  }

  @Override
  public void stop(BundleContext context) {
    // The framework withdraws the service.
  }
}

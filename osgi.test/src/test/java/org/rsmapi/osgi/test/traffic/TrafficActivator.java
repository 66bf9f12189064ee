// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.osgi.test.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.rsmapi.Rsm;

/**
 * Offers a function to the test outside, in types of the JDK: "start" begins traffic, "outcome"
 * tells what became of it, "forget" drops the handles that were kept.
 */
public final class TrafficActivator implements BundleActivator {

  private final List<Traffic> kept = new ArrayList<>();
  private BundleContext context;

  @Override
  public void start(BundleContext bundleContext) {
    context = bundleContext;
    UnaryOperator<String> commands = this::command;
    context.registerService(
        UnaryOperator.class, commands, FrameworkUtil.asDictionary(Map.of("name", "traffic")));
  }

  @Override
  public void stop(BundleContext bundleContext) {
    kept.clear();
  }

  private String command(String name) {
    switch (name) {
      case "start" -> {
        Rsm rsm = context.getService(context.getServiceReference(Rsm.class));
        kept.add(new Traffic(rsm));
        return "started";
      }
      case "outcome" -> {
        return kept.getLast().outcome();
      }
      case "forget" -> {
        kept.clear();
        return "forgotten";
      }
      default -> throw new IllegalArgumentException(name);
    }
  }
}

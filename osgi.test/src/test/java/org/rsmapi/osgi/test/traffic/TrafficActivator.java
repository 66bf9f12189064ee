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
 * Offers a function to the test outside, in types of the JDK: "start" with the name of a controller
 * begins traffic, "outcome" tells what became of it, "forget" drops the handles that were kept.
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

  private String command(String line) {
    String[] words = line.split(" ", -1);
    switch (words[0]) {
      case "start" -> {
        Rsm rsm = context.getService(context.getServiceReference(Rsm.class));
        kept.add(new Traffic(rsm, words[1], !words[1].startsWith("wrsm")));
        return "started";
      }
      case "outcome" -> {
        return kept.getLast().outcome();
      }
      case "forget" -> {
        kept.clear();
        return "forgotten";
      }
      default -> throw new IllegalArgumentException(line);
    }
  }
}

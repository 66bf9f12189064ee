// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.osgi.test.console;

import java.util.List;
import org.rsmapi.spi.DriverConsole;

/** Says how it was asked. */
public final class AcmeConsole implements DriverConsole {

  /** For ServiceLoader. */
  public AcmeConsole() {}

  @Override
  public String type() {
    return "acme";
  }

  @Override
  public String summary() {
    return "An interconnect that is none.";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        new Operation(
            "link down", "Takes a link down.", List.of(new Parameter("NODE", "A node.", true))));
  }

  @Override
  public Answer run(String operation, List<String> arguments) {
    if (!arguments.equals(List.of("4"))) {
      throw new IllegalArgumentException("NODE: '" + arguments.getFirst() + "': use 4");
    }
    return new Answer(
        List.of("link", "state"), List.of(List.of("to node 4", "down")), "One link is down.");
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.console;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import java.util.List;
import org.rsmapi.spi.DriverConsole;

/**
 * What wrsmconf(1M) and wrsmstat(1M) did, and faults as hardware has them. To look makes nobody a
 * node; to change something takes the user whom the process of the node belongs to, or root.
 */
@ServiceProvider(
    value = DriverConsole.class,
    attribute = "rsm.driver=wrsm",
    resolution = Resolution.OPTIONAL)
public final class WciConsole implements DriverConsole {

  private static final List<ConsoleOperation> OPERATIONS = ConsoleOperation.ALL;

  /** For {@link java.util.ServiceLoader}. */
  public WciConsole() {}

  @Override
  public String type() {
    return "wrsm";
  }

  @Override
  public String summary() {
    return "Sun Fire Link: statistics, configurations, links, and faults of all kinds.";
  }

  @Override
  public List<Operation> operations() {
    return OPERATIONS.stream().map(ConsoleOperation::operation).toList();
  }

  @Override
  public Answer run(String operation, List<String> arguments) {
    return OPERATIONS.stream()
        .filter(known -> known.operation().name().equals(operation))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no operation of wrsm: '" + operation + "'"))
        .action()
        .apply(new Arguments(operation, arguments));
  }
}

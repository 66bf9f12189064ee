// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rsmapi.bench.protocol.Answer;
import org.rsmapi.bench.protocol.Turn;

/**
 * A program that starts both of its sides itself, anew for each turn.
 *
 * @param command what comes before the turn
 * @param environment further variables
 * @param works what it can do
 * @param isSlow whether to start it takes longer than the work
 */
record Program(
    List<String> command, Map<String, String> environment, Set<Work> works, boolean isSlow)
    implements Contender {

  private static final long PATIENCE_SECONDS = 60;

  @Override
  public boolean knows(Case one) {
    return works.contains(one.work());
  }

  @Override
  public boolean warmsUp() {
    return false;
  }

  @Override
  public boolean timesEach() {
    return true;
  }

  @Override
  public Answer take(Turn turn, int otherCpu) {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(turn.arguments(otherCpu));
    try (Child child = Child.start(command.getFirst(), whole, environment)) {
      // Some launchers fail while they end, after everything has been measured.
      return Child.answer(child.line(turn.each() ? "counts" : "values", PATIENCE_SECONDS));
    }
  }

  @Override
  public void close() {}
}

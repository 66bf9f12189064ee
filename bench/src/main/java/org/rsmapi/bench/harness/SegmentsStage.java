// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

import java.util.List;
import java.util.Set;
import org.rsmapi.bench.protocol.Answer;
import org.rsmapi.bench.protocol.Turn;
import org.rsmapi.bench.report.FigureKey;
import org.rsmapi.bench.report.Results;

/** Ten thousand segments: cost of the last ones beside the first ones. */
final class SegmentsStage implements Stage {

  private static final int MANY = 10_000;
  private static final int MANY_IN_A_TRIAL = 50;
  private static final String PLACEMENT = Placement.UNPINNED.label();

  @Override
  public String id() {
    return "segments";
  }

  @Override
  public String title() {
    return "many segments";
  }

  @Override
  public void run(Setting setting, Results results, Progress progress) {
    int many = setting.effort() == Effort.TRIAL ? MANY_IN_A_TRIAL : MANY;
    int rounds = setting.effort().isFull() ? 3 : 1;
    for (int round = 0; round < rounds; round++) {
      progress.say(id() + ": round " + (round + 1) + " of " + rounds);
      try (JavaPair pair = JavaPair.open(setting, "rsm-segments", Set.of())) {
        take(pair, "segments-publish", many, results);
        pair.take(turn("segments-offer", many), Turn.ANYWHERE);
        take(pair, "segments-connect", many, results);
      } catch (Failure e) {
        progress.say(id() + ": " + e.getMessage());
        results.miss(id(), "rsm", String.valueOf(e.getMessage()));
        return;
      }
    }
  }

  private static Turn turn(String work, int many) {
    return new Turn(work, 0, 1, many, Turn.ANYWHERE, false);
  }

  private void take(JavaPair pair, String work, int many, Results results) {
    Answer answer = pair.take(turn(work, many), Turn.ANYWHERE);
    if (!(answer instanceof Answer.Values(List<Double> numbers)) || numbers.size() != 4) {
      throw new Failure("said '" + answer.line() + "' instead of four numbers");
    }
    long reached = Math.round(numbers.get(3));
    if (reached < many) {
      results.miss(
          id(), work, "only " + reached + " of " + many + " segments; " + pair.complaint());
    }
    results.add(new FigureKey(work, reached, PLACEMENT, "first"), List.of(numbers.get(0)));
    results.add(new FigureKey(work, reached, PLACEMENT, "rsm"), List.of(numbers.get(1)));
    results.add(new FigureKey(work + "-heap", reached, PLACEMENT, "rsm"), List.of(numbers.get(2)));
  }
}

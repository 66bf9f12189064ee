// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.rsmapi.bench.protocol.Answer;
import org.rsmapi.bench.protocol.Turn;
import org.rsmapi.bench.report.FigureKey;
import org.rsmapi.bench.report.Results;

/** Some works, and contenders that have their turns at each in every round. */
final class Match implements Stage {

  private final String id;
  private final String title;
  private final List<Work> works;
  private final Supplier<List<Candidate>> candidates;

  Match(String id, String title, List<Work> works, Supplier<List<Candidate>> candidates) {
    this.id = id;
    this.title = title;
    this.works = works;
    this.candidates = candidates;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public void run(Setting setting, Results results, Progress progress) {
    new Course(setting, results, progress).run();
  }

  /** One run of the match. */
  private final class Course {

    private final Setting setting;
    private final Results results;
    private final Progress progress;
    private final Map<String, Contender> present = new LinkedHashMap<>();

    Course(Setting setting, Results results, Progress progress) {
      this.setting = setting;
      this.results = results;
      this.progress = progress;
    }

    void run() {
      Effort effort = setting.effort();
      try {
        candidates.get().forEach(this::admit);
        List<Case> cases = cases();
        cases.forEach(this::warmUp);
        for (int round = 0; round < effort.rounds(); round++) {
          progress.say(id + ": round " + (round + 1) + " of " + effort.rounds());
          boolean slowOnes = round < effort.roundsOfSlowOnes();
          cases.forEach(one -> round(one, slowOnes));
        }
        cases.stream().filter(one -> one.work().isTwoSided()).forEach(this::distribution);
      } finally {
        present.values().forEach(Contender::close);
      }
    }

    private void admit(Candidate candidate) {
      try {
        present.put(candidate.name(), candidate.opener().apply(setting));
      } catch (Failure e) {
        dismiss(candidate.name(), e);
      }
    }

    private void dismiss(String name, Failure failure) {
      progress.say(id + ": without " + name + ": " + failure.getMessage());
      results.miss(id, name, String.valueOf(failure.getMessage()));
    }

    private List<Case> cases() {
      List<Case> cases = new ArrayList<>();
      for (Work work : works) {
        for (Placement placement : placements(work)) {
          setting.effort().sizes(work).forEach(size -> cases.add(new Case(work, size, placement)));
        }
      }
      return cases;
    }

    private List<Placement> placements(Work work) {
      if (setting.cpus().equals(Cpus.NONE)) {
        return List.of(Placement.UNPINNED);
      }
      return setting.effort().isFull() && work.isTwoSided()
          ? List.of(Placement.PINNED, Placement.UNPINNED)
          : List.of(Placement.PINNED);
    }

    private void warmUp(Case one) {
      for (String name : List.copyOf(present.keySet())) {
        Contender contender = present.get(name);
        if (contender == null || !contender.warmsUp() || !contender.knows(one)) {
          continue;
        }
        long begin = System.nanoTime();
        long enough = TimeUnit.MILLISECONDS.toNanos(setting.effort().warmUpMillis());
        while (present.containsKey(name) && System.nanoTime() - begin < enough) {
          take(name, one, setting.effort().turn(one, cpu(one)), answer -> {});
        }
      }
    }

    private int cpu(Case one) {
      return setting.cpus().measuring(one.placement());
    }

    private void round(Case one, boolean slowOnes) {
      Turn turn = setting.effort().turn(one, cpu(one));
      for (Map.Entry<String, Contender> entry : List.copyOf(present.entrySet())) {
        if (entry.getValue().knows(one) && (slowOnes || !entry.getValue().isSlow())) {
          FigureKey key = key(one, entry.getKey());
          take(
              entry.getKey(),
              one,
              turn,
              answer -> {
                if (answer instanceof Answer.Values values) {
                  results.add(key, values.numbers());
                }
              });
        }
      }
    }

    private void distribution(Case one) {
      Turn turn = setting.effort().timingEach(one, cpu(one));
      for (Map.Entry<String, Contender> entry : List.copyOf(present.entrySet())) {
        if (entry.getValue().knows(one)
            && entry.getValue().timesEach()
            && (setting.effort().isFull() || !entry.getValue().isSlow())) {
          FigureKey key = key(one, entry.getKey());
          take(
              entry.getKey(),
              one,
              turn,
              answer -> {
                if (answer instanceof Answer.Counts counts) {
                  results.distribute(key, counts.histogram());
                }
              });
        }
      }
    }

    private FigureKey key(Case one, String contender) {
      return new FigureKey(one.work().id(), one.size(), one.placement().label(), contender);
    }

    /** Who fails once is out. */
    private void take(String name, Case one, Turn turn, Consumer<Answer> receiver) {
      Contender contender = present.get(name);
      if (contender == null) {
        return;
      }
      try {
        receiver.accept(contender.take(turn, setting.cpus().answering(one.placement())));
      } catch (Failure e) {
        present.remove(name);
        contender.close();
        dismiss(name, e);
      }
    }
  }
}

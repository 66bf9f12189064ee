// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.tck.RuleId;

/** One point in which an implementation is broken, and the rules that are to notice. */
final class Defect {

  /** What is spoilt at an operation, if a condition holds. */
  private record Spot(Set<String> operations, Predicate<Call> when, Spoiler spoiler) {}

  private final String id;
  private final String sentence;
  private final Set<RuleId> broken = EnumSet.noneOf(RuleId.class);
  private final List<Spot> spots = new ArrayList<>();

  private Defect(String id, String sentence) {
    this.id = id;
    this.sentence = sentence;
  }

  /** Begins a defect: an id for the command line, and what is wrong with the implementation. */
  static Defect of(String id, String sentence, RuleId... broken) {
    Defect defect = new Defect(id, sentence);
    defect.broken.addAll(List.of(broken));
    return defect;
  }

  /** Adds rules that are to notice. */
  Defect breaks(RuleId... further) {
    broken.addAll(List.of(further));
    return this;
  }

  /** Begins to say what is spoilt at operations, for example {@code ExportSegment.publish}. */
  At at(String... operations) {
    return new At(Set.of(operations), call -> true);
  }

  /** The operations that are spoilt, and when. */
  final class At {

    private final Set<String> operations;
    private final Predicate<Call> when;

    private At(Set<String> operations, Predicate<Call> when) {
      this.operations = operations;
      this.when = when;
    }

    /** Only some of the calls. */
    At when(Predicate<Call> condition) {
      return new At(operations, when.and(condition));
    }

    /** Answers the call in another way. */
    Defect with(Spoiler spoiler) {
      spots.add(new Spot(operations, when, spoiler));
      return Defect.this;
    }

    /** Does nothing and answers with a code, also with success. */
    Defect answers(RsmError code) {
      return with(
          call -> {
            if (code == RsmError.SUCCESS) {
              return call.nothing();
            }
            throw call.failure(code);
          });
    }

    /** Makes the call, and answers with another code if it fails with this one. */
    Defect turns(RsmError right, RsmError wrong) {
      return with(
          call -> {
            try {
              return call.proceed();
            } catch (RsmException e) {
              if (e.error() != right) {
                throw e;
              }
              if (wrong == RsmError.SUCCESS) {
                return call.nothing();
              }
              throw call.failure(wrong);
            }
          });
    }

    /** Makes the call, and fails all the same if it succeeds. */
    Defect failsAfter(RsmError code) {
      return after(
          call -> {
            throw call.failure(code);
          });
    }

    /** Fails for good from the first failure with a code on. */
    Defect failsForGood(RsmError code) {
      return with(
          call -> {
            if (call.memory().containsKey("failed")) {
              throw call.failure(code);
            }
            try {
              return call.proceed();
            } catch (RsmException e) {
              if (e.error() == code) {
                Object ignored = call.memory().put("failed", true);
              }
              throw e;
            }
          });
    }

    /** Replaces an argument. */
    Defect passes(int index, Object value) {
      return with(call -> call.with(index, value).proceed());
    }

    /** Does something before the call. */
    Defect before(Step step) {
      return with(
          call -> {
            step.take(call);
            return call.proceed();
          });
    }

    /** Does something after a call that succeeds. */
    Defect after(Step step) {
      return with(
          call -> {
            Object result = call.proceed();
            step.take(call);
            return result;
          });
    }

    /** Does something after a call that fails. */
    Defect afterFailure(Step step) {
      return with(
          call -> {
            try {
              return call.proceed();
            } catch (RsmException e) {
              step.take(call);
              throw e;
            }
          });
    }
  }

  /** A step too many. */
  @FunctionalInterface
  interface Step {
    void take(Call call) throws Throwable;
  }

  String id() {
    return id;
  }

  String sentence() {
    return sentence;
  }

  Set<RuleId> broken() {
    return broken;
  }

  /** Answers a call: the first spot that it meets spoils it. */
  Object answer(Call call) throws Throwable {
    for (Spot spot : spots) {
      if (spot.operations.contains(call.operation()) && spot.when.test(call)) {
        return spot.spoiler.answer(call);
      }
    }
    return call.proceed();
  }

  @Override
  public String toString() {
    return id;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** What a bad importer does, or the exporter meanwhile. Peers are counted as they come. */
sealed interface Intrusion {

  int DOORS = 2;

  void on(Intruders intruders, BusyExporter exporter);

  record Knock(int door) implements Intrusion {
    @Override
    public void on(Intruders intruders, BusyExporter exporter) {
      intruders.knock(door);
    }
  }

  record Join(int door, int permission) implements Intrusion {
    @Override
    public void on(Intruders intruders, BusyExporter exporter) {
      intruders.join(door, permission);
    }
  }

  record Say(int peer, Payload payload, List<Strays.Stray> along, int times) implements Intrusion {
    @Override
    public void on(Intruders intruders, BusyExporter exporter) {
      intruders.say(peer, payload.bytes(), along, times);
    }
  }

  record Answer(int peer) implements Intrusion {
    @Override
    public void on(Intruders intruders, BusyExporter exporter) {
      intruders.answer(peer);
    }
  }

  record HalfClose(int peer, int how) implements Intrusion {
    @Override
    public void on(Intruders intruders, BusyExporter exporter) {
      intruders.halfClose(peer, how);
    }
  }

  record Leave(int peer) implements Intrusion {
    @Override
    public void on(Intruders intruders, BusyExporter exporter) {
      intruders.leave(peer);
    }
  }

  record Crowd(int door, int size) implements Intrusion {
    @Override
    public void on(Intruders intruders, BusyExporter exporter) {
      intruders.crowd(door, size);
    }
  }

  record Scribble(int page, StolenPage.Scribble what) implements Intrusion {
    @Override
    public void on(Intruders intruders, BusyExporter exporter) {
      intruders.scribble(page, what);
    }
  }

  record Punch(int page) implements Intrusion {
    @Override
    public void on(Intruders intruders, BusyExporter exporter) {
      intruders.punch(page);
    }
  }

  /** The exporter does something; what may wait for importers does so meanwhile. */
  record Meanwhile(BusyExporter.Deed deed) implements Intrusion {
    @Override
    public void on(Intruders intruders, BusyExporter exporter) {
      exporter.perform(deed);
    }
  }

  /** Steps without control pages, which nobody could count after. */
  static Arbitrary<Intrusion> outside() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, doors().map(Knock::new)),
        Tuple.of(4, joins()),
        Tuple.of(8, sayings()),
        Tuple.of(3, peers().map(Answer::new)),
        Tuple.of(
            1,
            Combinators.combine(peers(), Arbitraries.integers().between(0, 2)).as(HalfClose::new)),
        Tuple.of(1, peers().map(Leave::new)),
        Tuple.of(
            1, Combinators.combine(doors(), Arbitraries.integers().between(2, 300)).as(Crowd::new)),
        Tuple.of(4, Arbitraries.of(BusyExporter.Deed.class).map(Meanwhile::new)));
  }

  /** All the steps. */
  static Arbitrary<Intrusion> inside() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, joins()),
        Tuple.of(8, outside()),
        Tuple.of(4, Combinators.combine(peers(), StolenPage.scribbles()).as(Scribble::new)),
        Tuple.of(1, peers().map(Punch::new)));
  }

  private static Arbitrary<Intrusion> joins() {
    return Combinators.combine(doors(), Arbitraries.of(0400, 0200, 0600)).as(Join::new);
  }

  private static Arbitrary<Intrusion> sayings() {
    Arbitrary<Integer> times =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.just(1)),
            Tuple.of(1, Arbitraries.integers().between(2, 1_000)));
    return Combinators.combine(
            peers(),
            Arbitraries.oneOf(
                Payload.of(Messages.any()),
                Messages.signals().map(Payload.Valid::new),
                Arbitraries.just(new Payload.Valid(Message.Signal.WAKE))),
            Arbitraries.of(Strays.Stray.class).list().ofMaxSize(5),
            times)
        .as(Say::new);
  }

  private static Arbitrary<Integer> doors() {
    return Arbitraries.integers().between(0, DOORS - 1);
  }

  private static Arbitrary<Integer> peers() {
    return Arbitraries.integers().between(0, 11);
  }
}

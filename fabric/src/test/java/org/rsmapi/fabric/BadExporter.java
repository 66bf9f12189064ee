// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** An exporter that answers one importer as it likes. */
final class BadExporter {

  /** The pages of the files that it offers. */
  static final List<Integer> FILE_PAGES = List.of(1, 2, 4);

  private static final long READ_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** What is done to the list of descriptors before it is sent. */
  record Swap(int place, Strays.Stray stray, Kind kind) {
    enum Kind {
      NONE,
      REPLACE,
      DROP,
      ADD
    }

    void on(List<Integer> descriptors, Strays strays) {
      int fd = strays.numbers(List.of(stray))[0];
      int at = descriptors.isEmpty() ? 0 : place % descriptors.size();
      switch (kind) {
        case NONE -> {}
        case REPLACE, DROP -> {
          if (!descriptors.isEmpty()) {
            descriptors.remove(at);
          }
          if (kind == Kind.REPLACE) {
            descriptors.add(at, fd);
          }
        }
        case ADD -> descriptors.add(at, fd);
      }
    }
  }

  /** What it does, one after the other, from the answer on. */
  sealed interface Step {}

  /**
   * Sends a message with the descriptors of its files, or nearly those.
   *
   * @param control whether that of the control page comes first
   */
  record Send(Payload payload, boolean control, int files, List<Swap> swaps) implements Step {}

  /** Sends what it likes. */
  record Say(Payload payload, List<Strays.Stray> along, int times) implements Step {}

  /** Writes to the control page. */
  record Scribble(StolenPage.Scribble what) implements Step {}

  /** Takes memory away: of the files, or of the control page. */
  record Punch(int file) implements Step {}

  /** Waits a little for an answer. */
  record Read() implements Step {}

  record HalfClose(int how) implements Step {}

  private final UnixSocket listening;
  private final Strays strays;

  BadExporter(UnixSocket listening, Strays strays) {
    this.listening = listening;
    this.strays = strays;
  }

  /** Waits for an importer, does all the steps, and hangs up. */
  void serve(List<Step> steps) {
    List<MemoryFile> files = new ArrayList<>();
    try (MemoryFile control = MemoryFile.reserve("rsm-test", Sides.PAGE);
        RawPeer peer = RawPeer.from(listening)) {
      FILE_PAGES.forEach(pages -> files.add(MemoryFile.reserve("rsm-test", pages * Sides.PAGE)));
      // The request; nothing, if the importer has given up already.
      peer.receive();
      for (Step step : steps) {
        perform(step, peer, control, files);
      }
    } finally {
      files.forEach(MemoryFile::close);
    }
  }

  private void perform(Step step, RawPeer peer, MemoryFile control, List<MemoryFile> files) {
    switch (step) {
      case Send send -> {
        List<Integer> descriptors = new ArrayList<>();
        if (send.control()) {
          descriptors.add(control.number());
        }
        files.stream().limit(send.files()).map(MemoryFile::number).forEach(descriptors::add);
        send.swaps().forEach(swap -> swap.on(descriptors, strays));
        peer.send(send.payload().bytes(), descriptors.toArray(Integer[]::new));
      }
      case Say say -> {
        for (int i = 0; i < say.times(); i++) {
          peer.send(say.payload().bytes(), strays.numbers(say.along()));
        }
      }
      case Scribble scribble -> {
        try (StolenPage page = StolenPage.of(Descriptor.duplicate(control.number()))) {
          page.scribble(scribble.what());
        }
      }
      case Punch punch -> {
        MemoryFile file = punch.file() < files.size() ? files.get(punch.file()) : control;
        MemoryFile.drop(file.number(), 0, file.size());
      }
      case Read _ -> read(peer, READ_NANOS);
      case HalfClose close -> Strays.shutDown(peer.socket, close.how());
    }
  }

  private static void read(RawPeer peer, long patienceNanos) {
    long deadline = System.nanoTime() + patienceNanos;
    RawPeer.Received received = peer.poll();
    while (received == null && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(100_000);
      received = peer.poll();
    }
    if (received != null) {
      received.descriptors().forEach(Descriptor::close);
    }
  }

  /** An answer that makes sense more often than not, and what may follow. */
  static Arbitrary<List<Step>> steps() {
    return Messages.fittingParts(FILE_PAGES)
        .flatMap(
            parts ->
                Combinators.combine(answers(parts), later(parts).list().ofMaxSize(12))
                    .as(
                        (answer, later) -> {
                          List<Step> steps = new ArrayList<>(List.of(answer));
                          steps.addAll(later);
                          return steps;
                        }));
  }

  private static Arbitrary<Step> answers(List<Message.Part> parts) {
    return Arbitraries.frequencyOf(
        Tuple.of(12, sending(new Message.Accept(Messages.length(parts), parts), true, parts)),
        Tuple.of(2, sayings()),
        Tuple.of(1, Arbitraries.just(new Read())));
  }

  /** Of the size that was offered, or of any. */
  private static Arbitrary<Step> later(List<Message.Part> offered) {
    Step wake = new Say(new Payload.Valid(Message.Signal.WAKE), List.of(), 3);
    return Arbitraries.frequencyOf(
        Tuple.of(6, rebinding(offered)),
        Tuple.of(1, Messages.fittingParts(FILE_PAGES).flatMap(BadExporter::rebinding)),
        Tuple.of(3, Arbitraries.just(wake)),
        Tuple.of(1, sayings()),
        Tuple.of(4, StolenPage.scribbles().map(Scribble::new)),
        Tuple.of(2, Arbitraries.integers().between(0, FILE_PAGES.size()).map(Punch::new)),
        Tuple.of(2, Arbitraries.just(new Read())),
        Tuple.of(1, Arbitraries.integers().between(0, 2).map(HalfClose::new)));
  }

  private static Arbitrary<Step> rebinding(List<Message.Part> parts) {
    return sending(new Message.Rebind(Messages.length(parts), parts), false, parts);
  }

  private static Arbitrary<Step> sending(
      Message message, boolean control, List<Message.Part> parts) {
    Arbitrary<Payload> payloads =
        Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.just(new Payload.Valid(message))),
            Tuple.of(
                2,
                Payload.mutations()
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(3)
                    .map(mutations -> new Payload.Mutated(message, mutations))));
    return Combinators.combine(payloads, swaps())
        .as((payload, swaps) -> new Send(payload, control, Messages.descriptors(parts), swaps));
  }

  private static Arbitrary<List<Swap>> swaps() {
    Arbitrary<Swap> one =
        Combinators.combine(
                Arbitraries.integers().between(0, 5),
                Arbitraries.of(Strays.Stray.class),
                Arbitraries.of(Swap.Kind.class))
            .as(Swap::new);
    return Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.just(List.of())), Tuple.of(1, one.list().ofMaxSize(3)));
  }

  private static Arbitrary<Step> sayings() {
    return Combinators.combine(
            Payload.of(Messages.any()),
            Arbitraries.of(Strays.Stray.class).list().ofMaxSize(5),
            Arbitraries.of(1, 1, 1, 300))
        .as(Say::new);
  }
}

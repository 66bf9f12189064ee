// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rsmapi.bench.protocol.Answer;
import org.rsmapi.bench.protocol.Turn;

/** Two JVMs that stay, and so stay warm, until all rounds are done. */
final class JavaPair implements Contender {

  private static final long PATIENCE_SECONDS = 120;

  private final Child measuring;
  private final Child answering;
  private final Set<Work> works;

  private JavaPair(Child measuring, Child answering, Set<Work> works) {
    this.measuring = measuring;
    this.answering = answering;
    this.works = works;
  }

  /** Starts both and has them exchange what they offer. */
  static JavaPair open(Setting setting, String subject, Set<Work> works) {
    Child measuring = start(setting, subject, "a");
    Child answering = start(setting, subject, "b");
    JavaPair pair = new JavaPair(measuring, answering, works);
    try {
      String first = pair.hear(measuring, "offer");
      String second = pair.hear(answering, "offer");
      measuring.send("accept " + second);
      answering.send("accept " + first);
      pair.hear(measuring, "ready");
      pair.hear(answering, "ready");
      return pair;
    } catch (Failure e) {
      pair.close();
      throw e;
    }
  }

  private static Child start(Setting setting, String subject, String side) {
    List<String> command = new ArrayList<>(setting.java());
    command.addAll(List.of("worker", subject, setting.files().toString()));
    return Child.start(subject + "-" + side, command, Map.of("UCX_TLS", "shm"));
  }

  /** The next line of the conversation without its first word. */
  private String hear(Child child, String word) {
    String line = child.line(PATIENCE_SECONDS);
    if (line == null) {
      throw new Failure("the JVM ended; " + child.complaint());
    }
    if (line.startsWith("missing ") || line.startsWith("failed ")) {
      throw new Failure(line.substring(line.indexOf(' ') + 1));
    }
    if (!line.startsWith(word)) {
      throw new Failure("said '" + line + "' instead of " + word);
    }
    return line.equals(word) ? "" : line.substring(word.length() + 1);
  }

  @Override
  public boolean knows(Case one) {
    return works.contains(one.work());
  }

  @Override
  public boolean warmsUp() {
    return true;
  }

  @Override
  public boolean isSlow() {
    return false;
  }

  @Override
  public boolean timesEach() {
    return true;
  }

  @Override
  public Answer take(Turn turn, int otherCpu) {
    answering.send("answer " + turn.on(otherCpu).line());
    measuring.send("run " + turn.line());
    String line = measuring.line(PATIENCE_SECONDS);
    if (line == null || line.startsWith("failed ")) {
      throw new Failure(
          line == null ? "the JVM ended; " + measuring.complaint() : line.substring(7));
    }
    hear(answering, "done");
    return Child.answer(line);
  }

  /** What the measuring side complained about first. */
  String complaint() {
    return measuring.complaint();
  }

  /** The same pair under a second name, doing its works without RSMAPI. */
  Contender bare() {
    return new Bare(this);
  }

  @Override
  public void close() {
    sayEnd(measuring);
    sayEnd(answering);
    measuring.close();
    answering.close();
  }

  private static void sayEnd(Child child) {
    if (child.isAlive()) {
      try {
        child.send("end");
      } catch (Failure e) {
        // It has just ended, which is what was wanted.
        return;
      }
    }
  }

  private record Bare(JavaPair pair) implements Contender {
    @Override
    public boolean knows(Case one) {
      return pair.knows(one);
    }

    @Override
    public boolean warmsUp() {
      return pair.warmsUp();
    }

    @Override
    public boolean isSlow() {
      return pair.isSlow();
    }

    @Override
    public boolean timesEach() {
      return pair.timesEach();
    }

    @Override
    public Answer take(Turn turn, int otherCpu) {
      return pair.take(
          new Turn(
              "bare-" + turn.work(),
              turn.size(),
              turn.bursts(),
              turn.operations(),
              turn.cpu(),
              turn.each()),
          otherCpu);
    }

    /** The pair is closed under its own name. */
    @Override
    public void close() {}
  }
}

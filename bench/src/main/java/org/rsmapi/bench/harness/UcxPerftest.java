// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.rsmapi.bench.protocol.Answer;
import org.rsmapi.bench.protocol.Turn;

/** UCX's own benchmark: a server and a client, over shared memory. */
final class UcxPerftest implements Contender {

  private static final long PATIENCE_SECONDS = 60;
  private static final double NANOS_PER_MICRO = 1000;
  private static final Set<Work> WORKS = Set.of(Work.PING_PONG, Work.GET);

  /** Iterations, then the median, the mean and the overall latency. */
  private static final int MEDIAN_COLUMN = 1;

  private static final int COLUMNS = 8;

  private final String executable;

  UcxPerftest(String executable) {
    this.executable = executable;
  }

  @Override
  public boolean knows(Case one) {
    return WORKS.contains(one.work());
  }

  @Override
  public boolean warmsUp() {
    return false;
  }

  @Override
  public boolean isSlow() {
    return true;
  }

  @Override
  public boolean timesEach() {
    return false;
  }

  @Override
  public Answer take(Turn turn, int otherCpu) {
    boolean turns = turn.work().equals(Work.PING_PONG.id());
    String port = Integer.toString(freePort());
    Map<String, String> environment = Map.of("UCX_TLS", "shm");
    try (Child server =
        Child.start("ucx_perftest", command(otherCpu, List.of("-p", port)), environment)) {
      List<String> client =
          command(turn.cpu(), options(turn, port, turns ? "ucp_put_lat" : "ucp_get"));
      double micros = median(client, environment, server);
      server.await(PATIENCE_SECONDS);
      // It tells half a round trip.
      return new Answer.Values(List.of(micros * NANOS_PER_MICRO * (turns ? 2 : 1)));
    }
  }

  /** The client gives up at once while the server does not yet listen. */
  private static double median(
      List<String> command, Map<String, String> environment, Child server) {
    long begin = System.nanoTime();
    while (true) {
      try (Child client = Child.start("ucx_perftest", command, environment)) {
        return median(client);
      } catch (Failure e) {
        if (!server.isAlive() || System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(10)) {
          throw e;
        }
      }
    }
  }

  private static List<String> options(Turn turn, String port, String test) {
    return List.of(
        "localhost",
        "-p",
        port,
        "-t",
        test,
        "-s",
        Long.toString(turn.size()),
        "-n",
        Long.toString((long) turn.bursts() * turn.operations()),
        "-w",
        Integer.toString(turn.operations()),
        "-f");
  }

  private List<String> command(int cpu, List<String> options) {
    List<String> command = new ArrayList<>(List.of(executable));
    if (cpu != Turn.ANYWHERE) {
      command.addAll(List.of("-c", Integer.toString(cpu)));
    }
    command.addAll(options);
    return command;
  }

  private static double median(Child client) {
    for (String line = client.line(PATIENCE_SECONDS);
        line != null;
        line = client.line(PATIENCE_SECONDS)) {
      double median = median(line);
      if (!Double.isNaN(median)) {
        return median;
      }
    }
    throw new Failure("ucx_perftest: ended without a result; " + client.complaint());
  }

  /** The median latency in microseconds, or not a number if this is not the line with results. */
  static double median(String line) {
    String[] columns = line.replace("Final:", "").strip().split("\\s+", -1);
    if (columns.length != COLUMNS) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(columns[MEDIAN_COLUMN]);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new Failure("no free port, " + e.getMessage());
    }
  }

  @Override
  public void close() {}
}

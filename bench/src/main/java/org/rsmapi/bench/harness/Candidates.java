// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Who takes part, by what is measured. */
final class Candidates {

  private static final Set<Work> TURNS = Set.of(Work.PING_PONG);
  private static final Set<Work> ONE_SIDED = Set.of(Work.PUT_COMPLETION, Work.GET);
  private static final Set<Work> BULK = Set.of(Work.BULK_PUT, Work.BULK_GET);
  private static final Set<Work> VECTORS = Set.of(Work.PUTV, Work.GETV);
  private static final Set<Work> EXPLICIT = Set.of(Work.EXPLICIT_PUT, Work.EXPLICIT_GET);
  private static final Set<Work> SIGNALS = Set.of(Work.SIGNAL_BLOCKED, Work.SIGNAL_SPINNING);

  private static final String MEBIBYTE = "1048576";
  private static final String LARGEST = "67108864";

  private Candidates() {}

  static List<Candidate> turns() {
    List<Candidate> all = new ArrayList<>();
    all.add(java("rsm", "rsm-turns:loopback", TURNS));
    all.add(c("c", "pingpong", TURNS));
    all.add(java("memory-segment", "mapped", TURNS));
    all.add(java("agrona", "agrona", TURNS));
    all.add(java("aeron", "aeron", TURNS));
    all.add(java("jucx", "jucx", TURNS));
    all.addAll(engines(TURNS));
    all.add(java("rdma", "rsm-turns:rdma0", TURNS));
    return all;
  }

  static List<Candidate> signals() {
    return List.of(
        java("rsm", "rsm-signals", SIGNALS),
        c("eventfd", "eventfd", Set.of(Work.SIGNAL_BLOCKED)),
        c("c", "pingpong", Set.of(Work.SIGNAL_SPINNING)));
  }

  static List<Candidate> connections() {
    return List.of(
        java("rsm", "rsm-connect", Set.of(Work.CONNECT)), c("c", "connect", Set.of(Work.CONNECT)));
  }

  static List<Candidate> oneSided() {
    List<Candidate> all = new ArrayList<>(transfers(MEBIBYTE, ONE_SIDED));
    all.add(java("jucx", "jucx", ONE_SIDED));
    all.addAll(engines(ONE_SIDED));
    return all;
  }

  static List<Candidate> bulk() {
    return transfers(LARGEST, BULK);
  }

  static List<Candidate> vectors() {
    return transfers(MEBIBYTE, VECTORS);
  }

  static List<Candidate> drivers() {
    return List.of(
        java("rsm", "rsm-transfers:loopback," + MEBIBYTE, EXPLICIT),
        java("sci", "rsm-transfers:sci0," + MEBIBYTE, EXPLICIT),
        java("wrsm", "rsm-transfers:wrsm0," + MEBIBYTE, EXPLICIT),
        java("rdma", "rsm-transfers:rdma0," + MEBIBYTE, EXPLICIT));
  }

  /** RSMAPI, the same memory without it, and C. */
  private static List<Candidate> transfers(String length, Set<Work> works) {
    Shared pair = new Shared("rsm-transfers:loopback," + length, works);
    return List.of(
        new Candidate("rsm", pair::open),
        new Candidate("memory-segment", setting -> pair.opened().bare()),
        c("c", "copy", works));
  }

  private static Candidate java(String name, String subject, Set<Work> works) {
    return new Candidate(name, setting -> JavaPair.open(setting, subject, works));
  }

  private static Candidate c(String name, String program, Set<Work> works) {
    return new Candidate(
        name,
        setting ->
            new Program(
                List.of(setting.programs().compile("gcc", program).toString()),
                Map.of(),
                works,
                false));
  }

  /** Engines that are not ours to bring: there if they are installed. */
  private static List<Candidate> engines(Set<Work> works) {
    return List.of(
        new Candidate("ucx", setting -> new UcxPerftest(Programs.find("ucx_perftest").toString())),
        new Candidate("mpi", launched("mpicc", "rma", "mpirun", works)),
        new Candidate("openshmem", launched("oshcc", "symmetric", "oshrun", works)));
  }

  private static Function<Setting, Contender> launched(
      String compiler, String program, String launcher, Set<Work> works) {
    return setting -> {
      Path executable = setting.programs().compile(compiler, program);
      return new Program(
          List.of(
              Programs.find(launcher).toString(),
              "--bind-to",
              "none",
              "--mca",
              "orte_tmpdir_base",
              setting.files().toString(),
              "-np",
              "2",
              executable.toString()),
          Map.of("OMPI_ALLOW_RUN_AS_ROOT", "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1"),
          works,
          true);
    };
  }

  /** One pair of processes with two names. */
  private static final class Shared {

    private final String subject;
    private final Set<Work> works;
    private final List<JavaPair> pairs = new ArrayList<>();

    Shared(String subject, Set<Work> works) {
      this.subject = subject;
      this.works = works;
    }

    Contender open(Setting setting) {
      JavaPair pair = JavaPair.open(setting, subject, works);
      pairs.add(pair);
      return pair;
    }

    JavaPair opened() {
      if (pairs.isEmpty()) {
        throw new Failure("shares the processes of rsm, which are not there");
      }
      return pairs.getLast();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

import java.util.List;

/** All that can be measured, in the order in which it is. */
public final class Stages {

  private Stages() {}

  /** All of them. */
  public static List<Stage> all() {
    return List.of(
        new CallsStage(),
        new Match(
            "ping-pong", "round trips beside peers", List.of(Work.PING_PONG), Candidates::turns),
        new Match(
            "signals",
            "round trips by signals",
            List.of(Work.SIGNAL_BLOCKED, Work.SIGNAL_SPINNING),
            Candidates::signals),
        new Match("connect", "connections", List.of(Work.CONNECT), Candidates::connections),
        new Match(
            "one-sided",
            "put with completion, and get",
            List.of(Work.PUT_COMPLETION, Work.GET),
            Candidates::oneSided),
        new Match("bulk", "many bytes", List.of(Work.BULK_PUT, Work.BULK_GET), Candidates::bulk),
        new Match(
            "vectors", "scatter and gather", List.of(Work.PUTV, Work.GETV), Candidates::vectors),
        new Match(
            "drivers",
            "the drivers beside loopback",
            List.of(Work.EXPLICIT_PUT, Work.EXPLICIT_GET),
            Candidates::drivers),
        new SegmentsStage(),
        new StartUpStage());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.run.CaseResult;
import org.rsmapi.tck.run.Environment;
import org.rsmapi.tck.run.Failure;
import org.rsmapi.tck.run.Outcome;
import org.rsmapi.tck.run.RuleResult;

/** Events survive the way from one process to the other; what is none is refused. */
class EventLinesTest {

  private static final String NASTY = "\"quoted\"\n\r\t\\ \u0000\u2028 ä 😀 \ud800 }{][,:";

  static List<Event> events() {
    Failure failure = new Failure(NASTY, "", "actual", NASTY, "Test.method:1", NASTY);
    return List.of(
        new Event.Ready(
            new Environment(
                NASTY,
                "1",
                List.of("a", NASTY),
                Map.of(Capability.MAP, NASTY, Capability.REBIND, ""),
                "2",
                "3",
                "4",
                "5",
                Instant.parse("2026-01-02T03:04:05.006Z"))),
        new Event.Refused(NASTY),
        new Event.Started(RuleId.EXIT_STATE_01),
        new Event.Finished(
            new RuleResult(
                RuleId.EXIT_STATE_01,
                Outcome.FAIL,
                NASTY,
                List.of(
                    new CaseResult("", Outcome.PASS, "", null, Long.MAX_VALUE),
                    new CaseResult(NASTY, Outcome.FAIL, "", failure, 0)))),
        new Event.Threads(NASTY),
        new Event.Done());
  }

  @ParameterizedTest
  @MethodSource("events")
  void eventsAreOneLineAndSurvive(Event event) throws IOException {
    String line = EventLines.encode(event);
    assertFalse(line.contains("\n") || line.contains("\r"), line);
    assertEquals(event, EventLines.decode(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"Done\"",
        "{}",
        "{\"event\":\"Nothing\"}",
        "{\"event\":7}",
        "{\"event\":\"Started\"}",
        "{\"event\":\"Started\",\"rule\":\"NO_SUCH\"}",
        "{\"event\":\"Finished\",\"rule\":\"EXIT_STATE_01\",\"outcome\":\"PASS\",\"reason\":\"\","
            + "\"cases\":[null]}",
        "{\"event\":\"Ready\",\"absent\":{\"NO_SUCH\":\"\"}}",
        "{\"event\":\"Done\""
      })
  void whatIsNoEventIsRefused(String line) {
    assertThrows(IOException.class, () -> EventLines.decode(line));
  }

  @ParameterizedTest
  @MethodSource("events")
  void spoiltLinesAreEventsOrRefused(Event event) {
    Random random = new Random(4711);
    String line = EventLines.encode(event);
    for (int i = 0; i < 2000; i++) {
      String spoilt = spoil(line, random);
      try {
        Event ignored = EventLines.decode(spoilt);
      } catch (IOException e) {
        // refused
      }
    }
  }

  private static String spoil(String line, Random random) {
    StringBuilder spoilt = new StringBuilder(line);
    for (int changes = 1 + random.nextInt(3); changes > 0 && !spoilt.isEmpty(); changes--) {
      int at = random.nextInt(spoilt.length());
      switch (random.nextInt(4)) {
        case 0 -> spoilt.setLength(at);
        case 1 -> spoilt.deleteCharAt(at);
        case 2 -> spoilt.setCharAt(at, (char) random.nextInt(128));
        default -> spoilt.insert(at, "{}[]\",:0e-".charAt(random.nextInt(10)));
      }
    }
    return spoilt.toString();
  }

  @Test
  void aLongLineIsNotRepeatedInFull() {
    IOException e = assertThrows(IOException.class, () -> EventLines.decode("x".repeat(100_000)));
    assertFalse(String.valueOf(e.getMessage()).length() > 1000);
  }
}

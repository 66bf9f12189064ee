// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.run.CaseResult;
import org.rsmapi.tck.run.Environment;
import org.rsmapi.tck.run.Failure;
import org.rsmapi.tck.run.Outcome;
import org.rsmapi.tck.run.RuleResult;

/** Events as lines of JSON. */
final class EventLines {

  private static final String EVENT = "event";

  /** So much of a line that is none. */
  private static final int SHOWN = 200;

  private EventLines() {}

  /** Returns one line, without its end. */
  static String encode(Event event) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put(EVENT, event.getClass().getSimpleName());
    switch (event) {
      case Event.Ready ready -> putEnvironment(map, ready.environment());
      case Event.Refused refused -> map.put("reason", refused.reason());
      case Event.Started started -> map.put("rule", started.rule().name());
      case Event.Finished finished -> putResult(map, finished.result());
      case Event.Threads threads -> map.put("dump", threads.dump());
      case Event.Done _ -> {}
    }
    try {
      return JSON.std.asString(map);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a line.
   *
   * @throws IOException if it is none of {@link #encode}
   */
  static Event decode(String line) throws IOException {
    try {
      Map<String, Object> map = Objects.requireNonNull(JSON.std.mapFrom(line));
      return switch (text(map, EVENT)) {
        case "Ready" -> new Event.Ready(environment(map));
        case "Refused" -> new Event.Refused(text(map, "reason"));
        case "Started" -> new Event.Started(RuleId.valueOf(text(map, "rule")));
        case "Finished" -> new Event.Finished(result(map));
        case "Threads" -> new Event.Threads(text(map, "dump"));
        case "Done" -> new Event.Done();
        default -> throw new IOException("no such event");
      };
    } catch (IOException
        | NullPointerException
        | ClassCastException
        | IllegalArgumentException
        | DateTimeException e) {
      throw new IOException(
          "not an event: " + line.substring(0, Math.min(line.length(), SHOWN)), e);
    }
  }

  private static void putEnvironment(Map<String, @Nullable Object> map, Environment environment) {
    map.put("driver", environment.driver());
    map.put("driverVersion", environment.driverVersion());
    map.put("endpoints", environment.endpoints());
    Map<String, String> absent = new LinkedHashMap<>();
    environment.absent().forEach((capability, reason) -> absent.put(capability.name(), reason));
    map.put("absent", absent);
    map.put("tckVersion", environment.tckVersion());
    map.put("libraryVersion", environment.libraryVersion());
    map.put("java", environment.java());
    map.put("system", environment.system());
    map.put("started", environment.started().toString());
  }

  private static Environment environment(Map<String, Object> map) {
    Map<Capability, String> absent = new EnumMap<>(Capability.class);
    object(map.get("absent"))
        .forEach(
            (name, reason) -> absent.put(Capability.valueOf(name), cast(String.class, reason)));
    return new Environment(
        text(map, "driver"),
        text(map, "driverVersion"),
        list(map, "endpoints").stream().map(name -> cast(String.class, name)).toList(),
        absent,
        text(map, "tckVersion"),
        text(map, "libraryVersion"),
        text(map, "java"),
        text(map, "system"),
        Instant.parse(text(map, "started")));
  }

  private static void putResult(Map<String, @Nullable Object> map, RuleResult result) {
    map.put("rule", result.rule().name());
    map.put("outcome", result.outcome().name());
    map.put("reason", result.reason());
    map.put("cases", result.cases().stream().map(EventLines::caseMap).toList());
  }

  private static RuleResult result(Map<String, Object> map) {
    return new RuleResult(
        RuleId.valueOf(text(map, "rule")),
        Outcome.valueOf(text(map, "outcome")),
        text(map, "reason"),
        list(map, "cases").stream().map(EventLines::caseOf).toList());
  }

  private static Map<String, @Nullable Object> caseMap(CaseResult done) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("name", done.name());
    map.put("outcome", done.outcome().name());
    map.put("reason", done.reason());
    Failure failure = done.failure();
    if (failure != null) {
      map.put("failure", failureMap(failure));
    }
    map.put("durationMillis", done.durationMillis());
    return map;
  }

  private static CaseResult caseOf(Object value) {
    Map<String, Object> map = object(value);
    Object failure = map.get("failure");
    return new CaseResult(
        text(map, "name"),
        Outcome.valueOf(text(map, "outcome")),
        text(map, "reason"),
        failure == null ? null : failureOf(object(failure)),
        cast(Number.class, map.get("durationMillis")).longValue());
  }

  private static Map<String, String> failureMap(Failure failure) {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("called", failure.called());
    map.put("expected", failure.expected());
    map.put("actual", failure.actual());
    map.put("message", failure.message());
    map.put("where", failure.where());
    map.put("trace", failure.trace());
    return map;
  }

  private static Failure failureOf(Map<String, Object> map) {
    return new Failure(
        text(map, "called"),
        text(map, "expected"),
        text(map, "actual"),
        text(map, "message"),
        text(map, "where"),
        text(map, "trace"));
  }

  private static String text(Map<String, Object> map, String key) {
    return cast(String.class, map.get(key));
  }

  private static List<?> list(Map<String, Object> map, String key) {
    return cast(List.class, map.get(key));
  }

  @SuppressWarnings("unchecked") // the keys of JSON are texts
  private static Map<String, Object> object(@Nullable Object value) {
    return cast(Map.class, value);
  }

  private static <T> T cast(Class<T> type, @Nullable Object value) {
    return type.cast(Objects.requireNonNull(value));
  }
}

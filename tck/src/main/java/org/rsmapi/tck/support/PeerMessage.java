// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A line between a test and its {@link Peer}. It has a mark in front, so that whatever else is
 * printed on the same stream is told from it.
 *
 * @param call the number of the call
 * @param kind what it is
 * @param fields texts of any content
 */
record PeerMessage(int call, Kind kind, List<String> fields) {

  /** What a line is. */
  enum Kind {
    /** From the peer, once: it is there. */
    READY,
    /** To the peer: class of the task, arguments. */
    CALL,
    /** To the peer: end. */
    EXIT,
    /** From the peer: the result. */
    RESULT,
    /** From the peer: number of the error, operation, detail, status of the driver. */
    ERROR,
    /** From the peer: the test does not apply there; the reason. */
    ABORTED,
    /** From the peer: the stack trace of anything else. */
    FAILURE
  }

  private static final String MARK = "@peer";
  private static final String SEPARATOR = " ";
  private static final int HEADER = 3;

  static PeerMessage of(int call, Kind kind, String... fields) {
    return new PeerMessage(call, kind, List.of(fields));
  }

  String line() {
    Stream<String> encoded =
        fields.stream()
            .map(field -> field.getBytes(StandardCharsets.UTF_8))
            .map(bytes -> "=" + Base64.getEncoder().encodeToString(bytes));
    return Stream.concat(Stream.of(MARK, Integer.toString(call), kind.name()), encoded)
        .collect(Collectors.joining(SEPARATOR));
  }

  /** Finds the message at the end of a line; something without a line end may stand before it. */
  static Optional<PeerMessage> parse(String line) {
    int start = line.indexOf(MARK + SEPARATOR);
    if (start < 0) {
      return Optional.empty();
    }
    String[] parts = line.substring(start).split(SEPARATOR, -1);
    List<String> fields =
        Arrays.stream(parts)
            .skip(HEADER)
            .map(part -> Base64.getDecoder().decode(part.substring(1)))
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .toList();
    return Optional.of(new PeerMessage(Integer.parseInt(parts[1]), Kind.valueOf(parts[2]), fields));
  }
}

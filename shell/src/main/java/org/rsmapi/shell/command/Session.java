// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.rsmapi.Rsm;

/**
 * What a user of the shell holds: segments under names. May be used by several threads; each
 * command works on segments that it found before.
 */
public final class Session implements AutoCloseable {

  private static final Pattern NAME = Pattern.compile("(exp|imp)[0-9]+");

  private final Supplier<Rsm> library;
  private final Map<String, SessionSegment> segments = new LinkedHashMap<>();
  private int exports;
  private int imports;
  private boolean closed;

  /**
   * Creates a session.
   *
   * @param library where to get RSMAPI, asked once for each command; the caller closes it
   */
  public Session(Supplier<Rsm> library) {
    this.library = library;
  }

  /** Tells whether a word has the form of a segment's name. */
  static boolean isName(String word) {
    return NAME.matcher(word).matches();
  }

  Rsm rsm() {
    return library.get();
  }

  synchronized String nextExport() {
    return "exp" + ++exports;
  }

  synchronized String nextImport() {
    return "imp" + ++imports;
  }

  /** Adds a segment, or ends it if the session has ended meanwhile. */
  void add(SessionSegment segment) {
    synchronized (this) {
      if (!closed) {
        segments.put(segment.name(), segment);
        return;
      }
    }
    segment.close();
  }

  /** Ends a segment and forgets it. */
  void end(SessionSegment segment) {
    synchronized (this) {
      segments.remove(segment.name());
    }
    segment.close();
  }

  synchronized List<SessionSegment> segments() {
    return List.copyOf(segments.values());
  }

  /** Returns the only segment, if there is exactly one. */
  Optional<SessionSegment> only() {
    List<SessionSegment> all = segments();
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }

  SessionSegment find(String name) {
    List<SessionSegment> all = segments();
    return all.stream()
        .filter(segment -> segment.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    "Invalid value for positional parameter SEG: '"
                        + name
                        + "': "
                        + (all.isEmpty()
                            ? "there are no segments yet; use export or import first"
                            : "the segments are "
                                + String.join(
                                    ", ", all.stream().map(SessionSegment::name).toList()))));
  }

  /**
   * Tells whether the session has ended: what fails from then on is of no interest to anybody.
   *
   * @return true after {@link #close}
   */
  public synchronized boolean isClosed() {
    return closed;
  }

  /** Ends all segments, the latest first; may be repeated. */
  @Override
  public void close() {
    List<SessionSegment> ending;
    synchronized (this) {
      closed = true;
      ending = new ArrayList<>(segments.values()).reversed();
      segments.clear();
    }
    RuntimeException first = null;
    for (SessionSegment segment : ending) {
      try {
        segment.close();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;

/** What the errors of SISCI mean to RSMAPI, by what was asked for; from {@code errors.tsv}. */
final class ErrorMeaning {

  private static final List<List<String>> TABLE = readTable();

  /** Connecting to a segment. */
  static final ErrorMeaning CONNECT = new ErrorMeaning("CONNECT");

  /** Creating and publishing a segment. */
  static final ErrorMeaning EXPORT = new ErrorMeaning("EXPORT");

  /** Mapping for an application. */
  static final ErrorMeaning MAP = new ErrorMeaning("MAP");

  /** Transfers and barriers. */
  static final ErrorMeaning TRANSFER = new ErrorMeaning("TRANSFER");

  /** Signals. */
  static final ErrorMeaning SIGNAL = new ErrorMeaning("SIGNAL");

  private static final String NONE = "-";

  private final Map<SisciError, RsmError> meanings;

  /** For an error that should not come from such a call. */
  private final RsmError otherwise;

  private ErrorMeaning(String name) {
    int column = TABLE.getFirst().indexOf(name);
    Map<SisciError, RsmError> read = new EnumMap<>(SisciError.class);
    for (List<String> row : TABLE.subList(1, TABLE.size())) {
      if (!row.get(column).equals(NONE)) {
        read.put(SisciError.valueOf(row.getFirst()), RsmError.valueOf(row.get(column)));
      }
    }
    this.meanings = Collections.unmodifiableMap(read);
    this.otherwise = Objects.requireNonNull(read.get(SisciError.UNKNOWN), name);
  }

  /** The first row has the names of the columns. */
  private static List<List<String>> readTable() {
    InputStream resource = ErrorMeaning.class.getResourceAsStream("errors.tsv");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(resource, "errors.tsv"), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> List.of(line.split("\t", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what an error means. */
  RsmError of(SisciError error) {
    RsmError meaning = meanings.get(error);
    return meaning == null ? otherwise : meaning;
  }

  /** Makes an exception of RSMAPI. */
  RsmException translate(String operation, SisciException e) {
    return new RsmException(of(e.error()), operation, String.valueOf(e.getMessage()), e.code(), e);
  }

  /** Carries out calls of SISCI for an operation of RSMAPI. */
  <T> T call(String operation, Supplier<T> calls) {
    try {
      return calls.get();
    } catch (SisciException e) {
      throw translate(operation, e);
    }
  }

  /** Carries out calls of SISCI for an operation of RSMAPI. */
  void run(String operation, Runnable calls) {
    try {
      calls.run();
    } catch (SisciException e) {
      throw translate(operation, e);
    }
  }
}

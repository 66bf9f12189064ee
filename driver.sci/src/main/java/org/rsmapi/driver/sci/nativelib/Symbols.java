// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The symbols of a library. SISCI's header renames what it declares: functions by whether the
 * program has threads, flags and query codes to variables.
 */
final class Symbols {

  private static final List<String> FUNCTION_PREFIXES =
      List.of("_SISCI_PUBLIC_FUNC_MT_", "_SISCI_PUBLIC_FUNC_ST_", "");

  private static final String CONSTANT_PREFIX = "_SISCI_PUBLIC_CONST_";

  private final SymbolLookup lookup;
  private final List<String> missing = new ArrayList<>();

  Symbols(SymbolLookup lookup) {
    this.lookup = lookup;
  }

  /** Returns a function, or a null pointer where it is missing, which is noted. */
  MemorySegment function(String name) {
    for (String prefix : FUNCTION_PREFIXES) {
      Optional<MemorySegment> found = lookup.find(prefix + name);
      if (found.isPresent()) {
        return found.get();
      }
    }
    missing.add(name);
    return MemorySegment.NULL;
  }

  @SuppressWarnings("restricted")
  OptionalInt constant(String name) {
    return lookup
        .find(CONSTANT_PREFIX + name)
        .map(at -> OptionalInt.of(at.reinterpret(Integer.BYTES).get(ValueLayout.JAVA_INT, 0)))
        .orElseGet(OptionalInt::empty);
  }

  /** Returns a constant without which nothing goes; noted where it is missing. */
  int neededConstant(String name) {
    OptionalInt value = constant(name);
    if (value.isEmpty()) {
      missing.add(name);
    }
    return value.orElse(0);
  }

  /** Returns what was asked for, and is not there. */
  List<String> missing() {
    return missing;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.SymbolLookup;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;

/**
 * A loaded library: its functions, and how many use it. It is initialised by the first, which also
 * finds out whether its version fits, and terminated by the last.
 */
final class Library {

  private static final Logger LOG = System.getLogger(Library.class.getName());

  /** Since API 2 sizes have 64 bits. */
  private static final int LEAST_API = 2;

  private static final Pattern VERSION = Pattern.compile("(\\d+)(\\.\\d+)*");

  /** By the address of a function: one that was loaded by two names is initialised once. */
  private static final Map<Long, Library> LOADED = new HashMap<>();

  final Constants constants;
  final Failures failures;
  final SystemFunctions system;
  final SegmentFunctions segments;
  final ConnectFunctions connections;
  final SequenceFunctions sequences;
  final InterruptFunctions interrupts;
  final DmaFunctions dma;
  final Callbacks callbacks = new Callbacks();

  private @Nullable CallbackStubs stubs;
  private int users;

  private Library(Symbols symbols) {
    constants = new Constants(symbols);
    failures = new Failures(symbols);
    system = new SystemFunctions(symbols, failures);
    segments = new SegmentFunctions(symbols, failures);
    connections = new ConnectFunctions(symbols, failures);
    sequences = new SequenceFunctions(symbols, failures);
    interrupts = new InterruptFunctions(symbols, failures);
    dma = new DmaFunctions(symbols, failures);
  }

  /** Loads a library; no function of it is called. */
  static Library load(LibraryFile file) throws UnusableLibraryException {
    SymbolLookup lookup = file.load();
    Symbols symbols = new Symbols(lookup);
    Library library = new Library(symbols);
    if (!symbols.missing().isEmpty()) {
      throw new UnusableLibraryException(
          file.describe()
              + " lacks "
              + String.join(", ", symbols.missing())
              + "; needed is the library of SISCI API 2, as eXpressWare 5.0 and newer have it");
    }
    long identity = symbols.function("SCIInitialize").address();
    synchronized (LOADED) {
      return LOADED.computeIfAbsent(identity, unused -> library);
    }
  }

  /** One more uses it. */
  synchronized void acquire() {
    if (users == 0) {
      system.initialize();
      boolean done = false;
      try {
        checkVersion();
        stubs = new CallbackStubs(callbacks);
        done = true;
      } finally {
        if (!done) {
          system.terminate();
        }
      }
    }
    users++;
  }

  synchronized void release() {
    users--;
    if (users == 0) {
      system.terminate();
      stubs = null;
    }
  }

  synchronized CallbackStubs stubs() {
    CallbackStubs current = stubs;
    if (current == null) {
      throw new SisciException(SisciError.NOT_INITIALIZED, "SCIOpen", "SISCI was closed before");
    }
    return current;
  }

  private void checkVersion() {
    String version = text(constants.queryApi);
    Matcher matcher = VERSION.matcher(version);
    if (matcher.find() && Integer.parseInt(matcher.group(1)) < LEAST_API) {
      throw new SisciException(
          SisciError.INCONSISTENT_VERSIONS,
          "SCIQuery",
          "the library says \""
              + version
              + "\", but API "
              + LEAST_API
              + " is needed; install eXpressWare 5.0 or newer");
    }
  }

  /** Returns the versions as far as the library tells them. */
  String versions() {
    String api = text(constants.queryApi);
    String driver = text(constants.queryDriverVersion);
    return (api.isEmpty() ? "" : ", " + api) + (driver.isEmpty() ? "" : ", driver " + driver);
  }

  private String text(OptionalInt query) {
    if (query.isEmpty()) {
      return "";
    }
    try {
      return system.queryText(query.getAsInt());
    } catch (SisciException e) {
      LOG.log(Level.DEBUG, "SISCI does not tell its version", e);
      return "";
    }
  }

  /** Gives a descriptor back; what stands in the way is logged, since nothing helps. */
  void closeDescriptor(long descriptor) {
    try {
      system.close(descriptor);
    } catch (SisciException e) {
      LOG.log(Level.WARNING, "A descriptor of SISCI stays open", e);
    }
  }
}

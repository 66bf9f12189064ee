// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rsmapi.fabric.FabricSupport;

/** Where the library is. Once loaded it stays, as its threads may outlive any use of it. */
final class LibraryFile {

  static final List<Path> USUAL =
      List.of(Path.of("/opt/DIS/lib64/libsisci.so"), Path.of("/opt/DIS/lib/libsisci.so"));

  private static final String NAME = "libsisci.so";

  private final Optional<Path> configured;
  private final List<Path> usual;

  LibraryFile(Optional<Path> configured, List<Path> usual) {
    this.configured = configured;
    this.usual = usual;
  }

  /** Loads it: the one that is configured and no other, or the first that is found. */
  SymbolLookup load() throws UnusableLibraryException {
    if (configured.isPresent()) {
      Path path = configured.get();
      if (!Files.isRegularFile(path)) {
        throw new UnusableLibraryException(
            "the configured library "
                + path
                + " is no file; name the libsisci.so of eXpressWare, or none to have it searched");
      }
      return load(path);
    }
    for (Path path : usual) {
      if (Files.isRegularFile(path)) {
        return load(path);
      }
    }
    return loadByName();
  }

  /** Tells whether there is one, whether it can be used or not. */
  boolean isThere() {
    if (configured.isPresent() || usual.stream().anyMatch(Files::isRegularFile)) {
      return true;
    }
    try {
      SymbolLookup ignored = loadByName();
      return true;
    } catch (UnusableLibraryException e) {
      return false;
    }
  }

  /** Returns what {@link #load} takes, for people. */
  String describe() {
    return configured
        .or(() -> usual.stream().filter(Files::isRegularFile).findFirst())
        .map(Path::toString)
        .orElse(NAME);
  }

  @SuppressWarnings("restricted")
  private static SymbolLookup load(Path path) throws UnusableLibraryException {
    try {
      return SymbolLookup.libraryLookup(path.toAbsolutePath(), Arena.global());
    } catch (IllegalArgumentException e) {
      throw new UnusableLibraryException(
          path + " cannot be loaded as a shared library; is it for this processor?", e);
    } catch (IllegalCallerException e) {
      throw new UnusableLibraryException(FabricSupport.ACCESS_DENIED, e);
    }
  }

  @SuppressWarnings("restricted")
  private SymbolLookup loadByName() throws UnusableLibraryException {
    try {
      return SymbolLookup.libraryLookup(NAME, Arena.global());
    } catch (IllegalArgumentException e) {
      throw new UnusableLibraryException(
          "there is no "
              + NAME
              + ", neither "
              + String.join(", ", usual.stream().map(Path::toString).toList())
              + " nor on the loader's path; install Dolphin eXpressWare, or configure where it is",
          e);
    } catch (IllegalCallerException e) {
      throw new UnusableLibraryException(FabricSupport.ACCESS_DENIED, e);
    }
  }
}

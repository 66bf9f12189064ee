// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;
import org.rsmapi.driver.sci.sisci.SisciProvider;
import org.rsmapi.fabric.FabricSupport;
import org.rsmapi.spi.Availability;

/**
 * SISCI by {@code libsisci.so}. The library is the one that is configured, and no other if that
 * cannot be used; without a configured one it is searched in {@code /opt/DIS/lib64}, {@code
 * /opt/DIS/lib}, and where the loader of the system searches.
 *
 * <p>API 2 is needed. Flags are read from the library; see {@link Constants} for what happens where
 * it lacks one.
 */
public final class LibSisci implements SisciProvider {

  private final LibraryFile file;

  /**
   * Makes a provider; nothing is loaded yet.
   *
   * @param configured the library; empty to have it searched
   */
  public LibSisci(Optional<Path> configured) {
    this(configured, LibraryFile.USUAL);
  }

  LibSisci(Optional<Path> configured, List<Path> usual) {
    file = new LibraryFile(configured, usual);
  }

  @Override
  public Availability availability() {
    try (Sisci sisci = initialize()) {
      return adapters(sisci).isEmpty()
          ? Availability.absent(
              file.describe()
                  + " finds no adapter; check that one is fitted and that the drivers of"
                  + " eXpressWare run")
          : Availability.available();
    } catch (UnusableLibraryException e) {
      return Availability.absent(String.valueOf(e.getMessage()));
    } catch (SisciException e) {
      return Availability.absent(
          file.describe()
              + " cannot be used; check that the drivers of eXpressWare run: "
              + e.getMessage());
    } catch (IllegalCallerException e) {
      return Availability.absent(FabricSupport.ACCESS_DENIED);
    } catch (LinkageError | RuntimeException e) {
      return Availability.absent(file.describe() + " cannot be used: " + e);
    }
  }

  /**
   * Tells whether the library is on this machine, whether it can be used or not.
   *
   * @return true if it is configured or found
   */
  public boolean isInstalled() {
    return file.isThere();
  }

  @Override
  public List<Integer> adapters() {
    try (Sisci sisci = initialize()) {
      return adapters(sisci);
    } catch (UnusableLibraryException | SisciException | IllegalCallerException e) {
      return List.of(); // the availability tells why
    }
  }

  /** Those that have a node id; there is no other way to find out. */
  private static List<Integer> adapters(Sisci sisci) {
    return IntStream.range(0, Sisci.MAX_ADAPTERS)
        .filter(adapterNo -> isThere(sisci, adapterNo))
        .boxed()
        .toList();
  }

  private static boolean isThere(Sisci sisci, int adapterNo) {
    try {
      int ignored = sisci.localNodeId(adapterNo);
      return true;
    } catch (SisciException e) {
      if (e.error() == SisciError.NO_SUCH_ADAPTERNO || e.error() == SisciError.ILLEGAL_ADAPTERNO) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public Sisci open() {
    try {
      return initialize();
    } catch (UnusableLibraryException e) {
      throw new SisciException(
          SisciError.NOT_INITIALIZED, "SCIInitialize", String.valueOf(e.getMessage()));
    }
  }

  private Sisci initialize() throws UnusableLibraryException {
    Library library = Library.load(file);
    library.acquire();
    boolean done = false;
    try {
      Sisci sisci = new NativeSisci(library, file.describe());
      done = true;
      return sisci;
    } finally {
      if (!done) {
        library.release();
      }
    }
  }
}

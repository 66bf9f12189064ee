// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.util.List;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciException;
import org.rsmapi.driver.sci.sisci.SisciProvider;
import org.rsmapi.spi.Availability;
import org.rsmapi.spi.ControllerListener;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.RsmDriver;

/** The driver proper: one unit for each adapter. */
final class Sci implements RsmDriver {

  static final String TYPE = "sci";

  private static final String OPEN = "open";

  private final SciSource source;

  Sci(SciSource source) {
    this.source = source;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public Availability availability() {
    try {
      return source.provider().availability();
    } catch (IllegalArgumentException e) {
      return Availability.absent(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public List<Integer> units() {
    if (!availability().present()) {
      return List.of();
    }
    return source.units();
  }

  @Override
  public DriverController open(int unit, ControllerListener listener) {
    SisciProvider provider;
    SciConfiguration configuration;
    try {
      configuration = source.configuration();
      provider = source.provider();
    } catch (IllegalArgumentException e) {
      throw notPresent(e);
    }
    Sisci sisci = open(provider);
    boolean done = false;
    try {
      SciController controller = new SciController(unit, sisci, configuration);
      done = true;
      return controller;
    } catch (SisciException | IllegalArgumentException e) {
      throw notPresent(e);
    } finally {
      if (!done) {
        sisci.close();
      }
    }
  }

  private static Sisci open(SisciProvider provider) {
    try {
      return provider.open();
    } catch (SisciException e) {
      throw switch (e.error()) {
        case INCONSISTENT_VERSIONS ->
            new RsmException(
                RsmError.BAD_LIBRARY_VERSION, OPEN, String.valueOf(e.getMessage()), e.code(), e);
        case NOSPC, API_NOSPC ->
            new RsmException(
                RsmError.INSUFFICIENT_MEM, OPEN, String.valueOf(e.getMessage()), e.code(), e);
        default -> notPresent(e);
      };
    }
  }

  private static RsmException notPresent(RuntimeException e) {
    return new RsmException(RsmError.CTLR_NOT_PRESENT, OPEN, String.valueOf(e.getMessage()), 0, e);
  }
}

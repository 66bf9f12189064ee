// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.sci.SciConfiguration.Emulation;
import org.rsmapi.driver.sci.emulation.ClusterSettings;
import org.rsmapi.driver.sci.emulation.CostModel;
import org.rsmapi.driver.sci.emulation.EmulatedCluster;
import org.rsmapi.driver.sci.emulation.Visibility;
import org.rsmapi.driver.sci.fault.FaultySisci;
import org.rsmapi.driver.sci.nativelib.LibSisci;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciProvider;
import org.rsmapi.spi.Availability;

/**
 * The SISCI that the settings ask for. The settings are read with each question, until controllers
 * are open nothing is kept of them.
 */
final class ConfiguredSisci implements SciSource {

  /** One for all instances of the driver that come from this class loader. */
  static final ConfiguredSisci OF_PROCESS = new ConfiguredSisci();

  private volatile SciSettings settings = SciSettings.ofSystem();

  /** The provider made last, and for what. Guarded by this. */
  private @Nullable SisciProvider provider;

  private Map<String, String> providerOf = Map.of();

  SciSettings settings() {
    return settings;
  }

  /** From now on other settings hold; that a value is not allowed is told when it is used. */
  synchronized void follow(SciSettings next) {
    settings = next;
  }

  /**
   * From now on other settings hold, for controllers that are opened afterwards.
   *
   * @throws IllegalArgumentException if one has a value that is not allowed; then those before hold
   */
  void configure(SciSettings next) {
    SciConfiguration checked = next.read();
    synchronized (this) {
      provider = make(checked);
      providerOf = next.texts();
      settings = next;
    }
  }

  @Override
  public SciConfiguration configuration() {
    return settings.read();
  }

  @Override
  public synchronized SisciProvider provider() {
    // With the same settings it stays the same node, as long as it is open.
    Map<String, String> texts = settings.texts();
    SisciProvider present = provider;
    if (present == null || !texts.equals(providerOf)) {
      present = make(settings.read());
      provider = present;
      providerOf = texts;
    }
    return present;
  }

  private static SisciProvider make(SciConfiguration configuration) {
    SisciProvider proper =
        isEmulated(configuration) ? emulated(configuration) : new LibSisci(configuration.library());
    return SciFaults.SWITCH.isOn() ? new Faulty(proper) : proper;
  }

  private static boolean isEmulated(SciConfiguration configuration) {
    return switch (configuration.implementation()) {
      case NATIVE -> false;
      case EMULATED -> true;
      case AUTO ->
          configuration.library().isEmpty() && !new LibSisci(configuration.library()).isInstalled();
    };
  }

  private static SisciProvider emulated(SciConfiguration configuration) {
    Emulation emulation = configuration.emulation();
    return new EmulatedCluster(
        new ClusterSettings(
            configuration.nodes().sciNodes(0),
            emulation.node(),
            emulation.adapters(),
            emulation.delayed() ? Visibility.UNTIL_FLUSH : Visibility.IMMEDIATE,
            emulation.cost() ? CostModel.HARDWARE : CostModel.NONE));
  }

  /** Returns the cluster of the configuration. */
  SciCluster cluster() {
    SciConfiguration configuration = configuration();
    return new SciCluster(configuration.nodes(), isEmulated(configuration), provider());
  }

  @Override
  public List<Integer> units() {
    return provider().adapters();
  }

  /** A provider with faults around what it opens. */
  private record Faulty(SisciProvider proper) implements SisciProvider {

    @Override
    public Availability availability() {
      return proper.availability();
    }

    @Override
    public List<Integer> adapters() {
      return proper.adapters();
    }

    @Override
    public Sisci open() {
      return new FaultySisci(proper.open(), SciFaults.SWITCH);
    }
  }
}

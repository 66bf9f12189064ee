// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.rsmapi.driver.sci.emulation.ClusterControl;
import org.rsmapi.driver.sci.emulation.ClusterSettings;
import org.rsmapi.driver.sci.emulation.EmulatedCluster;
import org.rsmapi.driver.sci.emulation.Visibility;
import org.rsmapi.driver.sci.nativelib.LibSisci;
import org.rsmapi.driver.sci.nativelib.StubCluster;
import org.rsmapi.driver.sci.sisci.SisciProvider;
import org.rsmapi.fabric.FabricName;
import org.rsmapi.spi.DriverController;

/** A cluster whose nodes are controllers of this process. */
abstract class Cluster implements AutoCloseable {

  /** Which SISCI the driver runs over. */
  enum Kind {
    EMULATED {
      @Override
      Cluster open() {
        return new Emulated(ClusterSettings.DEFAULT);
      }
    },
    /** Without windows, so that every access is a call of the driver. */
    EMULATED_UNTIL_FLUSH {
      @Override
      Cluster open() {
        return new Emulated(ClusterSettings.DEFAULT.with(Visibility.UNTIL_FLUSH));
      }
    },
    NATIVE {
      @Override
      Cluster open() {
        return new Native();
      }
    };

    abstract Cluster open();
  }

  private final String namespace = System.getProperty(FabricName.NAMESPACE_PROPERTY, "");

  Cluster() {
    String fresh = "t" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    System.setProperty(FabricName.NAMESPACE_PROPERTY, fresh);
  }

  abstract SisciProvider provider(int node);

  /** Takes the link between two nodes down or up. */
  abstract void link(int first, int second, boolean up);

  /** Opens the controller of a node. */
  DriverController controller(int node) {
    return controller(node, Map.of(), UnaryOperator.identity());
  }

  /** Opens the controller of a node with settings, and something around SISCI. */
  DriverController controller(
      int node, Map<String, String> settings, UnaryOperator<SisciProvider> around) {
    SisciProvider provider = around.apply(provider(node));
    SciSource source =
        new SciSource() {
          @Override
          public SciConfiguration configuration() {
            return new SciSettings(settings::get).read();
          }

          @Override
          public SisciProvider provider() {
            return provider;
          }

          @Override
          public List<Integer> units() {
            return provider.adapters();
          }
        };
    return new Sci(source).open(0, reason -> {});
  }

  @Override
  public void close() {
    System.setProperty(FabricName.NAMESPACE_PROPERTY, namespace);
  }

  private static final class Emulated extends Cluster {

    private final ClusterSettings settings;

    Emulated(ClusterSettings settings) {
      this.settings = settings;
    }

    @Override
    SisciProvider provider(int node) {
      return new EmulatedCluster(settings.as(node));
    }

    @Override
    void link(int first, int second, boolean up) {
      ClusterControl.Outcome outcome =
          new ClusterControl(settings.nodeIds()).setLink(first, second, OptionalInt.empty(), up);
      if (outcome.done() == 0 || !outcome.failures().isEmpty()) {
        throw new IllegalStateException(outcome.toString());
      }
    }
  }

  private static final class Native extends Cluster {

    private final StubCluster stub = StubCluster.create();

    @Override
    SisciProvider provider(int node) {
      return new LibSisci(Optional.of(stub.library(node)));
    }

    @Override
    void link(int first, int second, boolean up) {
      stub.link(0, first, second, up);
    }

    @Override
    public void close() {
      try {
        stub.close();
      } finally {
        super.close();
      }
    }
  }
}

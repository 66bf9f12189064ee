// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rsmapi.driver.wci.config.ControllerConfiguration;

/**
 * The networks that the settings ask for, and the nodes of them that this process is. All users in
 * a process share its node; it leaves the network with the last of them.
 */
final class Networks {

  /** One for all instances of the driver that come from this class loader. */
  static final Networks OF_PROCESS = new Networks();

  private volatile WciSettings settings = WciSettings.ofSystem();

  /** By unit. Guarded by this. */
  private final Map<Integer, WciNode> nodes = new HashMap<>();

  WciSettings settings() {
    return settings;
  }

  /** From now on other settings hold; that a value is not allowed is told when it is used. */
  void follow(WciSettings next) {
    settings = next;
  }

  /**
   * From now on other settings hold, for nodes that enter their network afterwards.
   *
   * @throws IllegalArgumentException if one has a value that is not allowed; then those before hold
   */
  void configure(WciSettings next) {
    WciConfiguration ignored = next.read();
    settings = next;
  }

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException with the setting, its value and what is allowed
   */
  void check() {
    WciConfiguration ignored = settings.read();
  }

  List<Integer> units() {
    return List.copyOf(settings.read().candidates().keySet());
  }

  /**
   * Makes this process a node of a network, or adds a user to the node that it is.
   *
   * @throws IllegalArgumentException if a setting has a value that is not allowed
   * @throws org.rsmapi.RsmException if each node that it could be is another process
   */
  synchronized WciNode enter(int unit) {
    WciNode present = nodes.get(unit);
    if (present != null && present.addUser()) {
      return present;
    }
    WciConfiguration configuration = settings.read();
    List<ControllerConfiguration> candidates = configuration.candidates().get(unit);
    if (candidates == null) {
      throw new IllegalArgumentException(
          Wci.TYPE + unit + " is not configured; there are " + configuration.candidates().keySet());
    }
    WciNode opened = WciNode.open(candidates, configuration);
    nodes.put(unit, opened);
    return opened;
  }

  /** Takes a user away. */
  synchronized void leave(WciNode node) {
    if (node.removeUser()) {
      nodes.remove(node.unit(), node);
      node.close();
    }
  }
}

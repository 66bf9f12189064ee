// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The cables of a network, from which the configuration of each host follows. */
public final class Netlist {

  /** Tells versions that were made from a netlist. */
  private static final long VERSION_MARK = 0x8000_0000L << 32;

  private static final long LOW_WORD = 0xFFFF_FFFFL;

  private final Cabling cabling;
  private final NetlistOptions options;

  Netlist(Cabling cabling, NetlistOptions options) {
    this.cabling = cabling;
    this.options = options;
  }

  /**
   * Reads a netlist.
   *
   * @param text cables and options
   * @param file where the text is from, for messages
   * @return what it says
   * @throws ConfigurationException if the text is no netlist, or describes no network
   */
  public static Netlist read(String text, String file) {
    return new NetlistParser(new Tokens(text, file)).netlist();
  }

  /**
   * Reads the netlist in a file.
   *
   * @param file cables and options
   * @return what it says
   * @throws ConfigurationException if it cannot be read, is too large, is no netlist or describes
   *     no network
   */
  public static Netlist read(Path file) {
    return read(ConfigurationFile.text(file), file.toString());
  }

  /**
   * Makes the configurations, with a version that follows from the time.
   *
   * @return a configuration for each host by its name, in the order of cnode ids
   */
  public Map<String, ControllerConfiguration> configurations() {
    return configurations(VERSION_MARK | ((System.currentTimeMillis() / 1000) & LOW_WORD));
  }

  /**
   * Makes the configurations.
   *
   * @param version of each of them
   * @return a configuration for each host by its name, in the order of cnode ids
   */
  public Map<String, ControllerConfiguration> configurations(long version) {
    Map<String, ControllerConfiguration> configurations = new LinkedHashMap<>();
    for (String host : cabling.hosts()) {
      configurations.put(host, new HostPlan(cabling, options, host).configuration(version));
    }
    return Collections.unmodifiableMap(configurations);
  }

  /** The same cables, with routes that use more links of a WCI. */
  Netlist withLinksPerWci(int linksPerWci) {
    return new Netlist(cabling, options.withLinksPerWci(linksPerWci));
  }
}

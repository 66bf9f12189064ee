// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedService;

/**
 * Has what Configuration Admin knows hold, before the properties. A class of its own, since a
 * container may do without the types of Configuration Admin.
 */
final class ConfigurationFollower implements ManagedService {

  private static final Logger LOG = System.getLogger(ConfigurationFollower.class.getName());

  private final Networks networks;
  private final WciSettings properties;

  /** Follows; what the configuration does not have, the settings so far have. */
  ConfigurationFollower(Networks networks) {
    this.networks = networks;
    this.properties = networks.settings();
  }

  static void register(BundleContext context, Networks networks) {
    context.registerService(
        ManagedService.class,
        new ConfigurationFollower(networks),
        FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_PID, SettingsDescription.PID)));
  }

  @Override
  public void updated(@Nullable Dictionary<String, ?> configured) throws ConfigurationException {
    Map<String, String> values = configured == null ? Map.of() : values(configured);
    try {
      networks.configure(new WciSettings(name -> value(values, name)));
    } catch (IllegalArgumentException e) {
      throw refused(nameIn(String.valueOf(e.getMessage())), e);
    }
  }

  private @Nullable String value(Map<String, String> values, String name) {
    String value = values.get(name);
    return value == null ? properties.text(name) : value;
  }

  private static Map<String, String> values(Dictionary<String, ?> configured)
      throws ConfigurationException {
    Map<String, String> values = new HashMap<>();
    for (String name : Collections.list(configured.keys())) {
      // Names with a dot are those of Configuration Admin and of who put the values there.
      if (!name.contains(".")) {
        checkName(name);
        values.put(name, String.valueOf(configured.get(name)));
      }
    }
    return values;
  }

  private static void checkName(String name) throws ConfigurationException {
    if (!WciSettings.NAMES.contains(name)) {
      throw refused(
          name,
          new IllegalArgumentException(
              name + ": there is no such setting; use one of " + WciSettings.NAMES));
    }
  }

  private static ConfigurationException refused(String name, IllegalArgumentException e) {
    LOG.log(
        Level.WARNING,
        "Configuration "
            + SettingsDescription.PID
            + " is refused, and the one before stays: "
            + e.getMessage());
    return new ConfigurationException(name, String.valueOf(e.getMessage()), e);
  }

  private static String nameIn(String message) {
    for (String name : WciSettings.NAMES) {
      if (message.startsWith(WciSettings.PREFIX + name + ":")) {
        return name;
      }
    }
    return WciSettings.CONFIGURATION; // the other messages are about the file
  }
}

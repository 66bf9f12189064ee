// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The settings among the properties of a JVM or of an OSGi framework. */
final class ConfigurationProperties {

  private ConfigurationProperties() {}

  /**
   * Looks the properties up.
   *
   * @param lookup finds a property by its name, or gives null
   * @return settings by their names without prefix
   */
  static Map<String, String> of(UnaryOperator<@Nullable String> lookup) {
    Map<String, String> found = new TreeMap<>();
    for (String name : names()) {
      String value = lookup.apply(Settings.PREFIX + name);
      if (value != null) {
        found.put(name, value);
      }
    }
    return found;
  }

  /** What can be set, and what somebody may have taken for such. */
  private static List<String> names() {
    List<String> names = new ArrayList<>(Settings.NAMES);
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith(Settings.PREFIX + Settings.LIMIT_PREFIX)) {
        names.add(name.substring(Settings.PREFIX.length()));
      }
    }
    return names;
  }

  /**
   * Reads the configuration.
   *
   * @param reader what is named in messages
   * @param properties settings by their names without prefix
   * @throws IllegalStateException if a value is not allowed, or the name of a limit unknown
   */
  static Configuration configuration(String reader, Map<String, String> properties) {
    try {
      Settings.checkNames(properties.keySet());
      return Settings.read(properties::get);
    } catch (BadSettingException e) {
      throw new IllegalStateException(reader + ": property " + Settings.PREFIX + e.getMessage(), e);
    }
  }
}

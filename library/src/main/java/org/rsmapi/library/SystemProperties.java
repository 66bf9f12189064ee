// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The configuration of plain Java: system properties whose names begin with org.rsmapi. */
final class SystemProperties {

  private SystemProperties() {}

  /**
   * Reads the configuration.
   *
   * @throws IllegalStateException if a property has a value that is not allowed, or is unknown
   */
  static Configuration configuration() {
    Properties properties = System.getProperties();
    List<String> names = new ArrayList<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(Settings.PREFIX)) {
        names.add(name.substring(Settings.PREFIX.length()));
      }
    }
    try {
      Settings.checkNames(names);
      return Settings.read(name -> properties.getProperty(Settings.PREFIX + name));
    } catch (BadSettingException e) {
      throw new IllegalStateException(
          "Rsm.load: system property " + Settings.PREFIX + e.getMessage(), e);
    }
  }
}

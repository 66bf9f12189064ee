// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import java.nio.file.Path;
import java.util.List;

/** The language of wrsmconf(1M): reads and writes it. */
public final class ConfigurationText {

  private ConfigurationText() {}

  /**
   * Reads the configurations of one or more controllers.
   *
   * @param text in the language
   * @param file where the text is from, for messages
   * @return the controllers in the order of the text
   * @throws ConfigurationException if the text does not follow the grammar
   */
  public static List<ControllerConfiguration> parse(String text, String file) {
    return new ConfigurationParser(new Tokens(text, file)).file();
  }

  /**
   * Reads the configurations in a file.
   *
   * @param file in the language
   * @return the controllers in the order of the file
   * @throws ConfigurationException if it cannot be read, is too large or does not follow the
   *     grammar
   */
  public static List<ControllerConfiguration> read(Path file) {
    return parse(ConfigurationFile.text(file), file.toString());
  }

  /**
   * Writes configurations so that {@link #parse} gives the same ones.
   *
   * @param configurations in the order of the text
   * @return a text with a field in each line
   */
  public static String print(List<ControllerConfiguration> configurations) {
    return new ConfigurationPrinter().print(configurations);
  }
}

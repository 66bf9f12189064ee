// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import org.rsmapi.shell.command.Refusal;

/** Where the distribution lies. */
final class Home {

  private Home() {}

  static Path folder() {
    String value = System.getProperty("org.rsmapi.home");
    if (value == null) {
      throw new Refusal("the system property org.rsmapi.home is not set; start bin/rsm instead");
    }
    Path home = Path.of(value).toAbsolutePath().normalize();
    if (!Files.isRegularFile(home.resolve("conf/config.properties"))) {
      throw new Refusal("org.rsmapi.home: '" + home + "': no distribution, it has no conf folder");
    }
    return home;
  }
}

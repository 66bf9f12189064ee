// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class FabricNameTest {

  @Test
  void socketNamesDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertEquals(
          "org.rsmapi/loopback/17/80000001",
          new FabricName("loopback", 17).socketName(0x8000_0001L));
    } finally {
      Locale.setDefault(before);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.function.Executable;

/** The example of two nodes with two WCIs, as it is and with changes. */
final class Example {

  static final String TEXT = text();

  private Example() {}

  /** Returns the example with a part that is there once exchanged for another one. */
  static String with(String part, String instead) {
    return change(TEXT, part, instead);
  }

  static String change(String text, String part, String instead) {
    int at = text.indexOf(part);
    assertTrue(at >= 0, () -> "the example has no " + part);
    assertEquals(at, text.lastIndexOf(part), () -> "the example has more than one " + part);
    return text.replace(part, instead);
  }

  static ControllerConfiguration only(String text) {
    return ConfigurationText.parse(text, "test").getFirst();
  }

  static ControllerConfiguration configuration() {
    return only(TEXT);
  }

  /** Asserts that a step fails, with a message that contains a text. */
  static void fails(LifeCycleException.Code code, String message, Executable step) {
    LifeCycleException e = assertThrows(LifeCycleException.class, step);
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertEquals(code, e.code(), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  /** Asserts that the example with a change is refused at installation. */
  static void refused(String message, String part, String instead) {
    fails(
        LifeCycleException.Code.EINVAL,
        message,
        () -> InstallChecks.check(only(with(part, instead))));
  }

  private static String text() {
    try (InputStream in = Example.class.getResourceAsStream("two-nodes.wrsmconf")) {
      assertNotNull(in);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.catalogue;

import java.util.Properties;

/** Where the functions of the C API are found in Java. */
public final class JavaMembers {

  private static final Properties BY_FUNCTION = Catalogue.load("functions");

  private JavaMembers() {}

  /**
   * Returns what is called in Java instead of a function.
   *
   * @param function its name in C
   * @return type and method; empty if the function is not known, as {@code *} is not
   */
  public static String of(String function) {
    return BY_FUNCTION.getProperty(function, "");
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a driver as texts; what is wrong with one is told with its name, its value and
 * what is allowed.
 *
 * @param prefix in front of the names of the settings as system properties
 * @param source finds the text of a setting, null if it is not set
 */
public record SettingTexts(String prefix, Function<String, @Nullable String> source) {

  /** Returns the text of a setting; null if it is not set. */
  public @Nullable String text(String name) {
    return source.apply(name);
  }

  /**
   * Returns a setting that is a number.
   *
   * @param otherwise if it is not set
   * @param least that is allowed
   * @param most that is allowed, {@link Long#MAX_VALUE} for any
   * @throws IllegalArgumentException if it is no number, or not allowed
   */
  public long number(String name, long otherwise, long least, long most) {
    String text = source.apply(name);
    if (text == null) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Refused below, too.
    }
    throw refusal(
        name, text, "a number from " + least + (most == Long.MAX_VALUE ? " on" : " to " + most));
  }

  /** Returns what tells that a value is not allowed. */
  public IllegalArgumentException refusal(String name, String text, String allowed) {
    return new IllegalArgumentException(
        prefix + name + ": '" + text + "' is not allowed; use " + allowed);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.stat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values with names, as kstat(1M) printed them.
 *
 * @param module wrsm or wrsm_route
 * @param instance the number of the controller or of the WCI
 * @param name of the list
 * @param values in their order; a value is a {@link Long} or a {@link String}
 */
public record Kstat(String module, int instance, String name, Map<String, Object> values) {

  /** Copies the values, and checks their types. */
  public Kstat {
    for (Object value : values.values()) {
      if (!(value instanceof Long || value instanceof String)) {
        throw new IllegalArgumentException(value + ": neither a number nor a text");
      }
    }
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Returns the name of the list with its module and instance, as kstat(1M) has it. */
  public String qualifiedName() {
    return module + ":" + instance + ":" + name;
  }

  /** Returns a number, 0 if there is none of this name. */
  public long number(String field) {
    return values.get(field) instanceof Long number ? number : 0;
  }

  /** Returns a text, empty if there is none of this name. */
  public String text(String field) {
    return values.get(field) instanceof String text ? text : "";
  }
}

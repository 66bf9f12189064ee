// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** Multiplies the tries that a property names, for runs longer than a build has time for. */
final class MoreTries implements AroundPropertyHook {

  static final String FACTOR = "rsm.fuzz.factor";

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    int factor = Integer.getInteger(FACTOR, 1);
    context
        .attributes()
        .tries()
        .ifPresent(tries -> context.attributes().setTries(Math.multiplyExact(tries, factor)));
    return property.execute();
  }

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS; // from a class to its properties
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the rule that a test method is for: one rule, one method. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Rule {

  /**
   * Returns the rule.
   *
   * @return the rule
   */
  RuleId value();

  /**
   * Returns what the test needs beyond the capability that the catalogue names for the rule.
   *
   * @return further capabilities
   */
  Capability[] needs() default {};
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rsmapi.RsmError;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.RuleId;

/**
 * A rule of the catalogue.
 *
 * @param id its id, never reused
 * @param functions the functions of the C API that it is about; {@code *} for all
 * @param kind for example {@code error} or {@code state}
 * @param capability what a driver must offer for it; empty if it is mandatory
 * @param codes the codes that it expects, {@link RsmError#SUCCESS} for a normal return
 * @param when the condition
 * @param expected what must come of it
 * @param note what else there is to know; may be empty
 * @param untestable why no Java program can provoke it; empty if one can
 * @param causes what is likely wrong with a driver that fails it
 * @param source where it is written
 */
public record CatalogueRule(
    RuleId id,
    List<String> functions,
    String kind,
    Optional<Capability> capability,
    Set<RsmError> codes,
    String when,
    String expected,
    String note,
    Optional<String> untestable,
    List<String> causes,
    String source) {

  /**
   * Returns the level as the catalogue writes it.
   *
   * @return {@code mandatory}, or the name of the capability
   */
  public String level() {
    return capability.map(Capability::toString).orElse(Catalogue.MANDATORY);
  }

  /**
   * Tells whether a driver must pass it to be conformant, whatever it offers.
   *
   * @return true for a rule that needs no capability and can be tested
   */
  public boolean isMandatory() {
    return capability.isEmpty() && untestable.isEmpty();
  }
}

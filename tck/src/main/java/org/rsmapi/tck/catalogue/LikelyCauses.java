// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.catalogue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.rsmapi.RsmError;

/** What is likely wrong with a driver that fails a rule. */
public final class LikelyCauses {

  private static final Properties GENERAL = Catalogue.load("causes");

  private LikelyCauses() {}

  /**
   * Returns what to look at, the likeliest first: what the rule itself names, then what goes for
   * the codes that it expects, then what goes for its kind.
   *
   * @param rule the rule
   * @return sentences, each once
   */
  public static List<String> of(CatalogueRule rule) {
    Set<String> causes = new LinkedHashSet<>(rule.causes());
    for (RsmError code : rule.codes()) {
      causes.addAll(general("code." + code.name()));
    }
    if (rule.id().id().contains("-ORDER-")) {
      causes.addAll(general("kind.order"));
    }
    causes.addAll(general("kind." + rule.kind()));
    return List.copyOf(causes);
  }

  private static List<String> general(String key) {
    return Catalogue.list(GENERAL.getProperty(key, ""));
  }
}

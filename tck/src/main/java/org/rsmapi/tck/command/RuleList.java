// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import java.io.PrintWriter;
import java.util.Locale;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.catalogue.Catalogue;
import org.rsmapi.tck.catalogue.CatalogueRule;
import org.rsmapi.tck.run.Selection;

/** Prints rules in columns: id, how it is tested, level, condition. */
final class RuleList {

  private RuleList() {}

  static void print(Selection selection, PrintWriter out) {
    int widest = selection.rules().stream().mapToInt(rule -> rule.id().length()).max().orElse(1);
    String format = "%-" + widest + "s  %-10s  %-19s  %s%n";
    for (RuleId id : selection.rules()) {
      CatalogueRule rule = Catalogue.rule(id);
      String tested = rule.untestable().isEmpty() ? "automatic" : "untestable";
      out.printf(Locale.ROOT, format, id.id(), tested, rule.level(), rule.when());
    }
    out.flush();
  }
}

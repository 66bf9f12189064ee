// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import java.util.List;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.catalogue.Catalogue;
import org.rsmapi.tck.catalogue.CatalogueRule;
import org.rsmapi.tck.catalogue.LikelyCauses;

/** What a person has to know of a rule that failed, as plain text. */
final class FailureText {

  private final StringBuilder out = new StringBuilder();

  private FailureText() {}

  static String of(RuleResult result) {
    RuleId id = result.rule();
    CatalogueRule rule = Catalogue.rule(id);
    FailureText text = new FailureText();
    text.line("", id.id() + ": " + rule.when());
    text.line("rule: ", rule.expected());
    for (CaseResult done : result.cases()) {
      Failure failure = done.failure();
      if (failure != null) {
        text.line("case: ", done.name());
        text.line("called: ", failure.called());
        text.line("expected: ", failure.expected());
        text.line("came back: ", failure.actual());
        text.line("message: ", failure.message());
        text.line("test: ", failure.where());
      }
    }
    text.list("likely causes:", LikelyCauses.of(rule));
    text.line("source: ", rule.source());
    return text.out.toString();
  }

  private void line(String label, String value) {
    if (!value.isEmpty()) {
      out.append(label).append(value.strip()).append('\n');
    }
  }

  private void list(String label, List<String> values) {
    if (!values.isEmpty()) {
      out.append(label).append('\n');
      values.forEach(value -> out.append("- ").append(value).append('\n'));
    }
  }
}

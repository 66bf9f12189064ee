// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.report.ConsoleSummary;
import org.rsmapi.tck.report.Reports;
import org.rsmapi.tck.run.TckResult;
import org.rsmapi.tck.run.Waivers;

/**
 * Where the result goes.
 *
 * @param out standard output
 * @param err standard error
 * @param words the command without the selection of rules, for who wants to repeat one
 * @param directory for the report; null for none
 * @param waivers that may turn out not to be needed
 * @param json whether to print the report and no summary
 * @param color whether to print in color
 */
record Output(
    PrintWriter out,
    PrintWriter err,
    List<String> words,
    @Nullable Path directory,
    Waivers waivers,
    boolean json,
    boolean color)
    implements Session.Reporting {

  @Override
  public void report(TckResult result) throws IOException {
    Path page = directory == null ? null : Reports.write(result, words, directory);
    for (RuleId rule : waivers.unneeded(result.results())) {
      err.println("tck: " + rule.id() + " is waived, but it passes: remove the waiver");
    }
    if (json) {
      out.println(Reports.json(result, words).stripTrailing());
    } else {
      out.print(ConsoleSummary.of(result, page, color));
    }
    out.flush();
  }
}

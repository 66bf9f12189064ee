// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A page that stands alone: data, scripts and the plotting library in one file. */
public final class HtmlReport {

  private static final String PAGE = "/org/rsmapi/bench/report.html";
  private static final String SCRIPT = "/org/rsmapi/bench/report.js";
  private static final String PLOTTING =
      "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";

  private HtmlReport() {}

  /** The page as text. */
  public static String text(Report report) {
    return resource(PAGE)
        .replace("@DATA@", harmless(JsonReport.text(report)))
        .replace("@SCRIPT@", resource(SCRIPT))
        .replace("@PLOTTING@", resource(PLOTTING));
  }

  /** Nothing in the data may end the element that it is in. */
  static String harmless(String json) {
    return json.replace("<", "\\u003c");
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

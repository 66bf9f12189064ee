// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page: one file that needs nothing else, and shows what the JSON says. */
final class HtmlReport {

  private static final List<String> SCRIPTS =
      List.of("elements.js", "rule.js", "filter.js", "page.js");
  private static final Pattern PLACE = Pattern.compile("@([A-Z_]+)@");

  private HtmlReport() {}

  static String of(String json) {
    String style = resource("report.css");
    String script =
        SCRIPTS.stream()
            .map(HtmlReport::resource)
            .collect(Collectors.joining("", "'use strict';\n", ""));
    Map<String, String> parts =
        Map.of(
            "STYLE", style,
            "STYLE_HASH", hash(style),
            "SCRIPT", script,
            "SCRIPT_HASH", hash(script),
            "DATA", embedded(json));
    return PLACE
        .matcher(resource("report.html"))
        .replaceAll(place -> Matcher.quoteReplacement(parts.get(place.group(1))));
  }

  /** Nothing in it can end the element that it stands in, or begin a comment. */
  private static String embedded(String json) {
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }

  /** The page lets the browser run and apply only what has one of these. */
  private static String hash(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing in the jar of the TCK: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the enumeration of the rules from their catalogue. */
final class RuleIds {

  private static final Pattern FIRST_KEY = Pattern.compile("^([A-Z0-9_-]+)\\.function\\s*=.*");

  private RuleIds() {}

  public static void main(String[] args) throws IOException {
    Path catalogue = Path.of(args[0]);
    List<String> constants = new ArrayList<>();
    for (String area : Files.readAllLines(catalogue.resolve("areas.txt"))) {
      for (String line : Files.readAllLines(catalogue.resolve(area + ".properties"))) {
        Matcher key = FIRST_KEY.matcher(line);
        if (key.matches()) {
          constants.add(constant(key.group(1), area));
        }
      }
    }
    StringBuilder out = new StringBuilder();
    out.append("package org.rsmapi.tck;\n\n/** The rules; generated. */\npublic enum RuleId {\n");
    out.append(String.join(",\n", constants)).append(";\n");
    out.append(field("id", "id as the catalogue writes it"));
    out.append(field("area", "area of the catalogue that it is in"));
    out.append("\n  RuleId(String id, String area) {\n");
    out.append("    this.id = id;\n    this.area = area;\n  }\n}\n");
    Path target = Path.of(args[1], "org", "rsmapi", "tck", "RuleId.java");
    Files.createDirectories(target.getParent());
    if (!Files.exists(target) || !Files.readString(target).contentEquals(out)) {
      Files.writeString(target, out);
    }
  }

  private static String constant(String id, String area) {
    return "  /** The rule %s. */\n  %s(\"%s\", \"%s\")"
        .formatted(id, id.replace('-', '_'), id, area);
  }

  private static String field(String name, String meaning) {
    return """

          private final String %1$s;

          /**
           * Returns the %2$s.
           *
           * @return the %2$s
           */
          public String %1$s() {
            return %1$s;
          }
        """
        .formatted(name, meaning);
  }
}

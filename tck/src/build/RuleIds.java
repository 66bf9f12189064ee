// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes the enumeration of the rules from their catalogue. */
final class RuleIds {

  private RuleIds() {}

  public static void main(String[] args) throws IOException {
    List<String> rules =
        Files.readAllLines(Path.of(args[0])).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> line.split(",", -1)[0])
            .toList();
    StringBuilder out = new StringBuilder();
    out.append("package org.rsmapi.tck;\n\n/** The rules; generated. */\npublic enum RuleId {\n");
    for (int i = 0; i < rules.size(); i++) {
      String id = rules.get(i);
      out.append("  /** The rule ").append(id).append(". */\n  ");
      out.append(id.replace('-', '_')).append("(\"").append(id).append("\")");
      out.append(i == rules.size() - 1 ? ";\n" : ",\n");
    }
    out.append("\n  private final String id;\n\n  RuleId(String id) {\n    this.id = id;\n  }\n");
    out.append("\n  /**\n   * Returns the id as the catalogue writes it.\n   *\n");
    out.append("   * @return the id\n   */\n  public String id() {\n    return id;\n  }\n}\n");
    Path target = Path.of(args[1], "org", "rsmapi", "tck", "RuleId.java");
    Files.createDirectories(target.getParent());
    if (!Files.exists(target) || !Files.readString(target).contentEquals(out)) {
      Files.writeString(target, out);
    }
  }
}

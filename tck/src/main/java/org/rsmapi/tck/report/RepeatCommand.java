// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.report;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rsmapi.tck.RuleId;

/**
 * The command that tests one rule again, for a POSIX shell.
 *
 * @param words of the command without the selection of rules
 */
record RepeatCommand(List<String> words) {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  RepeatCommand {
    words = List.copyOf(words);
  }

  String of(RuleId rule) {
    return words.stream().map(RepeatCommand::quoted).collect(Collectors.joining(" "))
        + " --rule "
        + rule.id();
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.console;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.rsmapi.shell.command.HelpOption;
import org.rsmapi.spi.DriverConsole;
import org.rsmapi.spi.DriverConsole.Operation;
import org.rsmapi.spi.DriverConsole.Parameter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The command of a driver. Its subcommands are the operations of the driver's console; an operation
 * of several words is a subcommand of a subcommand.
 */
public final class ConsoleCommand {

  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]*");

  private final DriverConsole console;
  private final List<Operation> operations;

  private ConsoleCommand(DriverConsole console, List<Operation> operations) {
    this.console = console;
    this.operations = operations;
  }

  /**
   * Makes the command of a driver.
   *
   * @param console what the driver offers
   * @return a command line of its own, named as the type of the driver
   * @throws IllegalArgumentException if no command can be made of what the console says
   */
  public static CommandLine of(DriverConsole console) {
    String type = console.type();
    List<Operation> operations = List.copyOf(console.operations());
    requireWord(type, "type");
    if (operations.isEmpty()) {
      throw new IllegalArgumentException("the console of " + type + " has no operations");
    }
    Set<String> names = new HashSet<>();
    for (Operation operation : operations) {
      check(operation);
      if (!names.add(operation.name())) {
        throw new IllegalArgumentException("operation '" + operation.name() + "' is there twice");
      }
    }
    return new ConsoleCommand(console, operations).line(type, "");
  }

  private static void check(Operation operation) {
    for (String word : operation.name().split(" ", -1)) {
      requireWord(word, "a word of operation '" + operation.name() + "'");
    }
    boolean optional = false;
    for (Parameter parameter : operation.parameters()) {
      if (optional && parameter.required()) {
        throw new IllegalArgumentException(
            "operation '"
                + operation.name()
                + "': parameter "
                + parameter.name()
                + " is required, but comes after an optional one");
      }
      optional = !parameter.required();
    }
  }

  private static void requireWord(String word, String what) {
    if (!WORD.matcher(word).matches()) {
      throw new IllegalArgumentException(
          what + ": '" + word + "': lower-case letters, digits and hyphens are needed");
    }
  }

  /** Makes the command of the operations whose names begin with some words. */
  private CommandLine line(String name, String path) {
    List<Operation> below =
        path.isEmpty()
            ? operations
            : operations.stream().filter(o -> o.name().startsWith(path + " ")).toList();
    Optional<Operation> own = operations.stream().filter(o -> o.name().equals(path)).findFirst();
    CommandSpec spec =
        own.map(operation -> new OperationCommand(console, operation, below.isEmpty()).spec())
            .orElseGet(
                () ->
                    new OperationGroup(path.isEmpty() ? console.summary() : "", names(below))
                        .spec());
    spec.name(name).addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption()));
    spec.usageMessage()
        .commandListHeading("Operations:%n")
        .sectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> list(help, below));
    CommandLine line = new CommandLine(spec);
    int start = path.isEmpty() ? 0 : path.length() + 1;
    below.stream()
        .map(operation -> operation.name().substring(start).split(" ", 2)[0])
        .distinct()
        .forEach(word -> line.addSubcommand(line(word, path.isEmpty() ? word : path + " " + word)));
    return line;
  }

  /** Lists operations with all their words and parameters, whatever levels are between. */
  private static String list(CommandLine.Help help, List<Operation> operations) {
    Map<String, String> summaries = new LinkedHashMap<>();
    for (Operation operation : operations) {
      StringJoiner words = new StringJoiner(" ").add(operation.name());
      for (Parameter parameter : operation.parameters()) {
        words.add(parameter.required() ? parameter.name() : "[" + parameter.name() + "]");
      }
      summaries.put(words.toString(), plain(operation.summary()));
    }
    return summaries.isEmpty() ? "" : help.createTextTable(summaries).toString();
  }

  private static String names(List<Operation> operations) {
    return String.join(", ", operations.stream().map(Operation::name).toList());
  }

  /** Escapes what picocli would take for a format in the texts of commands and of tables. */
  static String plain(String text) {
    return text.replace("%", "%%");
  }
}

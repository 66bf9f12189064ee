// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.console;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.rsmapi.shell.command.Json;
import org.rsmapi.shell.command.Refusal;
import org.rsmapi.spi.DriverConsole;
import org.rsmapi.spi.DriverConsole.Answer;
import org.rsmapi.spi.DriverConsole.Operation;
import org.rsmapi.spi.DriverConsole.Parameter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The command that has a driver carry out one operation, and prints the answer. */
final class OperationCommand implements Callable<Integer> {

  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
  private final OptionSpec json =
      OptionSpec.builder("--json").type(boolean.class).description("Print JSON.").build();
  private final DriverConsole console;
  private final Operation operation;

  /**
   * Creates the command.
   *
   * @param console carries it out
   * @param operation what
   * @param last whether no subcommand may follow, which would do without the parameters of this
   */
  OperationCommand(DriverConsole console, Operation operation, boolean last) {
    this.console = console;
    this.operation = operation;
    spec.interpolateVariables(false);
    spec.usageMessage().description(ConsoleCommand.plain(operation.summary()));
    List<Parameter> parameters = operation.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      spec.addPositional(positional(i, parameters.get(i), last));
    }
    spec.addOption(json);
  }

  private static PositionalParamSpec positional(int index, Parameter parameter, boolean last) {
    return PositionalParamSpec.builder()
        .index(String.valueOf(index))
        .required(parameter.required() && last)
        .arity(parameter.required() && last ? "1" : "0..1")
        .type(String.class)
        .paramLabel(parameter.name())
        .description(parameter.summary())
        .build();
  }

  CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() {
    Answer answer = answer();
    PrintWriter out = spec.commandLine().getOut();
    if (Boolean.TRUE.equals(json.<Boolean>getValue())) {
      Json.print(AnswerFields.of(answer), out);
    } else {
      AnswerText.lines(answer).forEach(out::println);
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private Answer answer() {
    List<String> arguments =
        spec.positionalParameters().stream().map(OperationCommand::argument).toList();
    for (int i = 0; i < arguments.size(); i++) {
      Parameter parameter = operation.parameters().get(i);
      if (parameter.required() && arguments.get(i).isEmpty()) {
        throw new Refusal("Missing required parameter: '" + parameter.name() + "'");
      }
    }
    try {
      return console.run(operation.name(), arguments);
    } catch (IllegalArgumentException e) {
      throw new Refusal(e.getMessage() == null ? e.toString() : e.getMessage());
    } catch (LinkageError e) {
      throw new IllegalStateException("the driver is not complete: " + e, e);
    }
  }

  private static String argument(PositionalParamSpec parameter) {
    String value = parameter.getValue();
    return value == null ? "" : value;
  }
}

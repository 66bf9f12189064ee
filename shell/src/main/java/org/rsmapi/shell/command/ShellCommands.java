// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The commands that work on a session, for Gogo and for the prompt. */
public final class ShellCommands {

  private static final String HELP = "help";
  private static final Map<String, Function<Session, RsmCommand>> COMMANDS = commands();

  private final Session session;
  private final Supplier<Collection<CommandLine>> others;

  /**
   * Creates the commands.
   *
   * @param session what they work on
   */
  public ShellCommands(Session session) {
    this(session, List::of);
  }

  /**
   * Creates the commands.
   *
   * @param session what they work on
   * @param others what there is besides now, with names of their own; fresh each time
   */
  public ShellCommands(Session session, Supplier<Collection<CommandLine>> others) {
    this.session = session;
    this.others = others;
  }

  private static Map<String, Function<Session, RsmCommand>> commands() {
    Map<String, Function<Session, RsmCommand>> commands = new LinkedHashMap<>();
    commands.put("controllers", ControllersCommand::new);
    commands.put("attributes", AttributesCommand::new);
    commands.put("topology", TopologyCommand::new);
    commands.put("export", ExportCommand::new);
    commands.put("import", ImportCommand::new);
    commands.put("put", PutCommand::new);
    commands.put("get", GetCommand::new);
    commands.put("map", MapCommand::new);
    commands.put("unmap", UnmapCommand::new);
    commands.put("post", PostCommand::new);
    commands.put("wait", WaitCommand::new);
    commands.put("segments", SegmentsCommand::new);
    commands.put("publish", PublishCommand::new);
    commands.put("unpublish", UnpublishCommand::new);
    commands.put("destroy", DestroyCommand::new);
    commands.put("disconnect", DisconnectCommand::new);
    return commands;
  }

  /**
   * Returns the names of the commands.
   *
   * @return the names, in the order in which help lists them, and help itself
   */
  public static List<String> names() {
    List<String> names = new ArrayList<>(COMMANDS.keySet());
    names.add(HELP);
    return names;
  }

  /**
   * Carries out one command.
   *
   * @param words its name and its arguments; for a command on a segment the name of the segment may
   *     be left out while there is exactly one
   * @param out where results go
   * @param err where errors go
   * @return 0, 1 after an error of RSMAPI, 2 after wrong arguments
   */
  public int execute(List<String> words, PrintWriter out, PrintWriter err) {
    CommandLine line = new CommandLine(new Commands());
    line.addSubcommand(HELP, new HelpCommand());
    COMMANDS.forEach((name, command) -> line.addSubcommand(name, command.apply(session)));
    // What comes from elsewhere is left alone where it is not needed.
    if (words.isEmpty() || !COMMANDS.containsKey(words.getFirst())) {
      others.get().forEach(line::addSubcommand);
    }
    // A message may begin with @.
    line.setExpandAtFiles(false).setOut(out).setErr(err);
    OneLineErrors.on(line, session);
    return line.execute(withSegment(words).toArray(String[]::new));
  }

  private List<String> withSegment(List<String> words) {
    if (words.isEmpty() || (words.size() > 1 && Session.isName(words.get(1)))) {
      return words;
    }
    Optional<SessionSegment> only = session.only();
    Function<Session, RsmCommand> command = COMMANDS.get(words.getFirst());
    if (only.isEmpty() || command == null || !(command.apply(session) instanceof SegmentCommand)) {
      return words;
    }
    List<String> named = new ArrayList<>(words);
    named.add(1, only.get().name());
    return named;
  }

  /** The parent of the commands, which does nothing of its own. */
  @Command(
      name = "rsm",
      description = "Commands on shared memory segments; help COMMAND tells more.")
  private static final class Commands implements Runnable {
    @Override
    public void run() {
      // Never without a command.
    }
  }
}

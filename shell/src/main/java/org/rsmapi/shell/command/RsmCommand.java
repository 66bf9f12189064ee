// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the commands have in common: a session, a place to print to, and {@code --help}. */
public abstract class RsmCommand implements Callable<Integer> {

  private final Session session;

  @SuppressWarnings("NullAway.Init") // by picocli
  @Spec
  private CommandSpec spec;

  @SuppressWarnings("unused") // picocli looks at it
  @Mixin
  private final HelpOption help = new HelpOption();

  /**
   * Creates the command.
   *
   * @param session what it works on
   */
  protected RsmCommand(Session session) {
    this.session = session;
  }

  /**
   * Returns what the command works on.
   *
   * @return the session
   */
  protected final Session session() {
    return session;
  }

  /**
   * Returns where the command prints to.
   *
   * @return the writer; the caller does not close it
   */
  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  @Override
  public final Integer call() {
    run();
    out().flush();
    return CommandLine.ExitCode.OK;
  }

  /** Does what the command says; what fails is thrown. */
  protected abstract void run();
}

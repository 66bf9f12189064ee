// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import picocli.CommandLine.Option;

/** {@code --help}, which every command has; to be mixed in. */
public final class HelpOption {

  @SuppressWarnings("unused") // picocli looks at it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean asked;

  /** For picocli. */
  public HelpOption() {}
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Waits for a signal. */
@Command(name = "wait", description = "Waits for one signal and takes it.")
final class WaitCommand extends SegmentCommand {

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "MILLIS",
      converter = Identifiers.OffsetConverter.class,
      description = "Longest time to wait, in milliseconds; without it, no limit.")
  private @Nullable Long millis;

  @Option(
      names = "--timeout",
      paramLabel = "MILLIS",
      converter = Identifiers.OffsetConverter.class,
      description = "The same as an option.")
  private @Nullable Long timeout;

  WaitCommand(Session session) {
    super(session);
  }

  @Override
  protected void run() {
    if (millis != null && timeout != null) {
      throw new Refusal("--timeout: the time to wait is given twice");
    }
    SessionSegment target = segment();
    target.segment().signalWait(limit());
    out().println("took a signal of " + target.name());
  }

  private long limit() {
    if (millis != null) {
      return millis;
    }
    return timeout == null ? -1 : timeout;
  }
}

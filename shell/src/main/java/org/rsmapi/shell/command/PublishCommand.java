// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Publishes an export segment again. */
@Command(name = "publish", description = "Publishes an export segment that was withdrawn.")
final class PublishCommand extends SegmentCommand {

  @Mixin private PublishOptions options = new PublishOptions();

  PublishCommand(Session session) {
    super(session);
  }

  @Override
  protected void run() {
    options.requireUsableId();
    SessionExport target = export();
    options.publish(target);
    out().println(target.name() + "  " + target.description());
  }
}

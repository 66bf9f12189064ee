// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes to a segment. */
@Command(
    name = "put",
    description =
        "Writes to a segment: through RSMAPI to one that is imported, directly to one that is"
            + " exported.")
final class PutCommand extends SegmentCommand {

  @Parameters(
      index = "1",
      paramLabel = "OFFSET",
      converter = Identifiers.OffsetConverter.class,
      description = "Bytes from the start of the segment.")
  private long offset;

  @Parameters(
      index = "2..*",
      arity = "0..*",
      paramLabel = "TEXT",
      description = "Text to write as UTF-8; with --width, one number.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--hex",
      paramLabel = "BYTES",
      converter = Hex.Converter.class,
      description = "Write these bytes instead of a text, such as cafe0001.")
  private @Nullable Hex hex;

  @Option(
      names = "--width",
      paramLabel = "BITS",
      converter = Width.Converter.class,
      description = "Write one number of 8, 16, 32 or 64 bits instead of a text.")
  private @Nullable Width width;

  @Option(
      names = "--mapped",
      description = "Store into the mapping of an import segment, instead of a put.")
  private boolean mapped;

  PutCommand(Session session) {
    super(session);
  }

  @Override
  protected void run() {
    if (hex != null && width != null) {
      throw new Refusal("--hex and --width: only one of them can be given");
    }
    if (hex != null) {
      if (!words.isEmpty()) {
        throw new Refusal("--hex: takes the place of the text '" + String.join(" ", words) + "'");
      }
      write(hex.bytes());
    } else if (words.isEmpty()) {
      throw new Refusal("Missing what to write: a text, --hex BYTES or --width BITS with a number");
    } else if (width != null) {
      writeNumber(width);
    } else {
      write(String.join(" ", words).getBytes(StandardCharsets.UTF_8));
    }
  }

  private void write(byte[] source) {
    SessionSegment target = segment();
    target.write(offset, source, mapped);
    out().println("put " + source.length + " bytes at offset " + offset + " of " + target.name());
  }

  private void writeNumber(Width chosen) {
    if (words.size() != 1) {
      throw new Refusal("--width: one number is needed, not '" + String.join(" ", words) + "'");
    }
    SessionSegment target = segment();
    long value = chosen.parseValue(words.getFirst());
    target.write(offset, chosen, value, mapped);
    out().println("put " + chosen.format(value) + " at offset " + offset + " of " + target.name());
  }
}

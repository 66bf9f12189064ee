// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads from a segment. */
@Command(
    name = "get",
    description =
        "Reads from a segment: through RSMAPI from one that is imported, directly from one that is"
            + " exported. Shows bytes and text side by side.")
final class GetCommand extends SegmentCommand {

  private static final int LARGEST = 1 << 20;

  /** How to show what was read. */
  private static final class Format {

    @Option(names = "--hex", description = "Show the bytes alone.")
    private boolean hex;

    @Option(names = "--text", description = "Show UTF-8 text up to the first zero byte.")
    private boolean text;

    @Option(
        names = "--width",
        paramLabel = "BITS",
        converter = Width.Converter.class,
        description = "Read numbers of 8, 16, 32 or 64 bits.")
    private @Nullable Width width;
  }

  @Parameters(
      index = "1",
      paramLabel = "OFFSET",
      converter = Identifiers.OffsetConverter.class,
      description = "Bytes from the start of the segment.")
  private long offset;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "LENGTH",
      converter = Identifiers.OffsetConverter.class,
      description = "Number of bytes, at most 1 MiB; without it, one number with --width, else 16.")
  private @Nullable Long length;

  @ArgGroup private @Nullable Format format;

  @Option(
      names = "--mapped",
      description = "Load from the mapping of an import segment, instead of a get.")
  private boolean mapped;

  GetCommand(Session session) {
    super(session);
  }

  @Override
  protected void run() {
    Format chosen = format == null ? new Format() : format;
    SessionSegment source = segment();
    if (chosen.width != null) {
      readNumbers(source, chosen.width);
      return;
    }
    byte[] bytes = new byte[count(16)];
    source.read(offset, bytes, mapped);
    if (chosen.hex) {
      out().println(Hex.format(bytes));
    } else if (chosen.text) {
      out().println(text(bytes));
    } else {
      Hex.dump(offset, bytes, out());
    }
  }

  private int count(int otherwise) {
    long count = length == null ? otherwise : length;
    if (count > LARGEST) {
      throw new Refusal(
          "Invalid value for positional parameter LENGTH: '" + count + "': at most " + LARGEST);
    }
    return (int) count;
  }

  private void readNumbers(SessionSegment source, Width width) {
    int count = count(width.bytes());
    if (count % width.bytes() != 0) {
      throw new Refusal(
          "Invalid value for positional parameter LENGTH: '"
              + count
              + "': must be a multiple of "
              + width.bytes()
              + " bytes with --width "
              + 8 * width.bytes());
    }
    for (int done = 0; done < count; done += width.bytes()) {
      long value = source.read(offset + done, width, mapped);
      out().printf("%08x  %s%n", offset + done, width.format(value));
    }
  }

  private static String text(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }
}

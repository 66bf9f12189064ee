// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.SegmentIdRange;

/**
 * The file that sets segment ids aside for applications. It is read anew for each question, line by
 * line, and not beyond the line of the application.
 */
final class SegmentIdFile {

  private static final String OPERATION = "Rsm.segmentIdRange";

  /** Far more than an entry needs, and little enough for a file that is none of text. */
  static final int MAX_LINE_BYTES = 4096;

  private static final int FIELDS = 4;
  private static final String SEPARATORS = " \t";
  private static final Pattern BASE = Pattern.compile("(?:0[xX])?0*([0-9a-fA-F]{1,8})");
  private static final Pattern LENGTH = Pattern.compile("0*([0-9]{1,10})");
  private static final long MAX_UNSIGNED_32 = 0xFFFF_FFFFL;

  private final Path path;
  private final byte[] buffer = new byte[MAX_LINE_BYTES];
  private int lineNumber;

  private SegmentIdFile(Path path) {
    this.path = path;
  }

  /** Returns the range of an application; see {@link org.rsmapi.Rsm#segmentIdRange}. */
  static SegmentIdRange find(Path path, String applicationId) {
    return new SegmentIdFile(path).find(applicationId);
  }

  private SegmentIdRange find(String applicationId) {
    // Opening a pipe would wait for its writer.
    if (!Files.isRegularFile(path)) {
      throw new RsmException(
          RsmError.BAD_CONF, OPERATION, "file=" + path + " is missing or no regular file");
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      byte @Nullable [] line;
      while ((line = nextLine(in)) != null) {
        SegmentIdRange range = isComment(line) ? null : range(decode(line), applicationId);
        if (range != null) {
          return range;
        }
      }
    } catch (IOException e) {
      throw new RsmException(
          RsmError.BAD_CONF, OPERATION, "file=" + path + " cannot be read: " + e, 0, e);
    }
    throw new RsmException(
        RsmError.BAD_APPID,
        OPERATION,
        "applicationId=" + applicationId + " is not in file=" + path + "; add a line for it");
  }

  /** Returns the bytes of the next line without its end; null at the end of the file. */
  private byte @Nullable [] nextLine(InputStream in) throws IOException {
    int length = 0;
    lineNumber++;
    int next = in.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      if (length == buffer.length) {
        throw bad("a line has at most " + MAX_LINE_BYTES + " bytes");
      }
      buffer[length++] = (byte) next;
      next = in.read();
    }
    if (length > 0 && buffer[length - 1] == '\r') {
      length--;
    }
    return Arrays.copyOf(buffer, length);
  }

  private static boolean isComment(byte[] line) {
    return line.length > 0 && line[0] == '#';
  }

  private String decode(byte[] line) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      throw bad("text in UTF-8 is expected");
    }
  }

  /** Returns the range if the line is that of the application. */
  private @Nullable SegmentIdRange range(String line, String applicationId) {
    StringTokenizer fields = new StringTokenizer(line, SEPARATORS);
    if (fields.countTokens() < FIELDS) {
      throw bad(
          "found "
              + fields.countTokens()
              + " fields; expected: reserve, application id, first id in hexadecimal, number of"
              + " ids in decimal");
    }
    String keyword = fields.nextToken();
    if (!fields.nextToken().equalsIgnoreCase(applicationId)) {
      return null;
    }
    String lower = keyword.toLowerCase(Locale.ROOT);
    if (!lower.equals("reserve") && !lower.equals("reserved")) {
      throw bad("keyword=" + keyword + "; expected reserve or reserved");
    }
    SegmentId base = SegmentId.of(number(fields.nextToken(), BASE, 16, "hexadecimal first id"));
    return new SegmentIdRange(base, number(fields.nextToken(), LENGTH, 10, "decimal length"));
  }

  private long number(String text, Pattern pattern, int radix, String expected) {
    Matcher matcher = pattern.matcher(text);
    long value = matcher.matches() ? Long.parseLong(matcher.group(1), radix) : Long.MAX_VALUE;
    if (value > MAX_UNSIGNED_32) {
      throw bad("found " + text + "; expected: " + expected + " of at most 32 bits");
    }
    return value;
  }

  private RsmException bad(String detail) {
    return new RsmException(
        RsmError.BAD_CONF, OPERATION, "file=" + path + ", line " + lineNumber + ": " + detail);
  }
}

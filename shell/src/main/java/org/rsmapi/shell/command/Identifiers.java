// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import org.rsmapi.NodeId;
import org.rsmapi.SegmentId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Segment ids, node ids and offsets as options and parameters have them. */
final class Identifiers {

  private static final long UNSIGNED_32 = 0xFFFF_FFFFL;

  private Identifiers() {}

  static SegmentId segmentId(String text) {
    return Numeral.parse(text, UNSIGNED_32)
        .map(SegmentId::of)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + text
                        + "': a segment id is a number from 0 to 0xffffffff, such as 0x400000"));
  }

  static NodeId nodeId(String text) {
    return Numeral.parse(text, UNSIGNED_32)
        .map(NodeId::of)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + text + "': a node id is a number from 0 to 0xffffffff"));
  }

  static long offset(String text) {
    return Numeral.parse(text, Long.MAX_VALUE)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + text + "': a number of bytes, 0 or greater, such as 64 or 0x40"));
  }

  /** For picocli. */
  static final class SegmentIdConverter implements ITypeConverter<SegmentId> {
    @Override
    public SegmentId convert(String value) {
      return segmentId(value);
    }
  }

  /** For picocli. */
  static final class NodeIdConverter implements ITypeConverter<NodeId> {
    @Override
    public NodeId convert(String value) {
      return nodeId(value);
    }
  }

  /** For picocli. */
  static final class OffsetConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
      return offset(value);
    }
  }
}

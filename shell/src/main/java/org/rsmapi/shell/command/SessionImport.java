// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
import org.rsmapi.ImportSegment;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmController;
import org.rsmapi.SegmentId;

/** An import segment with a barrier, which transfers in implicit mode need. */
final class SessionImport implements SessionSegment {

  private record Mapping(MemorySegment memory, long offset) {}

  private final String name;
  private final RsmController controller;
  private final NodeId node;
  private final SegmentId id;
  private final ImportSegment segment;
  private @Nullable Mapping mapping;

  private SessionImport(
      String name, RsmController controller, NodeId node, SegmentId id, ImportSegment segment) {
    this.name = name;
    this.controller = controller;
    this.node = node;
    this.id = id;
    this.segment = segment;
  }

  /**
   * Connects and initialises a barrier; takes the controller over, also when it fails.
   *
   * @param node of the exporter; null for this one, as the controller sees it
   */
  static SessionImport connect(
      String name,
      RsmController controller,
      @Nullable NodeId node,
      SegmentId id,
      Permission permission) {
    try {
      NodeId exporter = node == null ? controller.localNode() : node;
      ImportSegment segment = controller.connect(exporter, id, permission);
      SessionImport connected = new SessionImport(name, controller, exporter, id, segment);
      // The disconnect ends the barrier.
      var unused = segment.initBarrier();
      return connected;
    } catch (RuntimeException | Error e) {
      controller.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ImportSegment segment() {
    return segment;
  }

  @Override
  public String controller() {
    return controller.name();
  }

  @Override
  public String description() {
    Mapping mapped = mapping;
    return "import  "
        + controller()
        + "  "
        + segment.length()
        + " bytes  "
        + id
        + " of node "
        + node
        + ", permission "
        + Rights.text(segment.permission())
        + (mapped == null
            ? ""
            : ", mapped " + mapped.memory.byteSize() + " bytes from " + mapped.offset);
  }

  /** Maps with the rights of the connection. */
  void map(long offset, long length) {
    mapping = new Mapping(segment.map(segment.permission(), offset, length), offset);
  }

  void unmap() {
    segment.unmap();
    mapping = null;
  }

  @Override
  public void read(long offset, byte[] target, boolean mapped) {
    if (mapped) {
      long start = within(offset, target.length);
      MemorySegment.copy(memory(), ValueLayout.JAVA_BYTE, start, target, 0, target.length);
    } else {
      segment.get(offset, MemorySegment.ofArray(target), target.length);
    }
  }

  @Override
  public void write(long offset, byte[] source, boolean mapped) {
    if (mapped) {
      long start = within(offset, source.length);
      requireWritable();
      MemorySegment.copy(source, 0, memory(), ValueLayout.JAVA_BYTE, start, source.length);
    } else {
      segment.put(offset, MemorySegment.ofArray(source), source.length);
    }
  }

  @Override
  public long read(long offset, Width width, boolean mapped) {
    if (!mapped) {
      return width.get(segment, offset);
    }
    Ranges.requireAligned(offset, width);
    return width.load(memory(), within(offset, width.bytes()));
  }

  @Override
  public void write(long offset, Width width, long value, boolean mapped) {
    if (mapped) {
      Ranges.requireAligned(offset, width);
      requireWritable();
      width.store(memory(), within(offset, width.bytes()), value);
    } else {
      width.put(segment, offset, value);
    }
  }

  private void requireWritable() {
    if (memory().isReadOnly()) {
      throw new Refusal("--mapped: " + name + " is mapped for reading only");
    }
  }

  private MemorySegment memory() {
    return mapping().memory;
  }

  private Mapping mapping() {
    Mapping mapped = mapping;
    if (mapped == null) {
      throw new Refusal("--mapped: " + name + " is not mapped; use map first");
    }
    return mapped;
  }

  /** Turns an offset in the segment into one in the mapping. */
  private long within(long offset, long count) {
    Mapping mapped = mapping();
    String what = "the mapping of " + name + " from offset " + mapped.offset;
    if (offset < mapped.offset) {
      throw new Refusal("offset " + offset + " lies before " + what);
    }
    Ranges.requireWithin(offset - mapped.offset, count, mapped.memory.byteSize(), what);
    return offset - mapped.offset;
  }

  @Override
  public void close() {
    try (controller;
        segment) {
      mapping = null;
    }
  }
}

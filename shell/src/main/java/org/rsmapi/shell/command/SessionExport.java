// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rsmapi.AccessEntry;
import org.rsmapi.ExportSegment;
import org.rsmapi.NodeId;
import org.rsmapi.RsmController;
import org.rsmapi.SegmentId;

/** An export segment with the memory behind it, which is read and written directly. */
final class SessionExport implements SessionSegment {

  private final String name;
  private final RsmController controller;
  private final Arena arena;
  private final MemorySegment memory;
  private final ExportSegment segment;
  private @Nullable List<@Nullable AccessEntry> accessList;

  private SessionExport(
      String name,
      RsmController controller,
      Arena arena,
      MemorySegment memory,
      ExportSegment segment) {
    this.name = name;
    this.controller = controller;
    this.arena = arena;
    this.memory = memory;
    this.segment = segment;
  }

  /** Creates the segment over fresh memory; takes the controller over, also when it fails. */
  static SessionExport create(String name, RsmController controller, ByteSize size) {
    Arena arena = Arena.ofShared();
    try {
      requireWholePages(size, controller.attributes().pageSize());
      MemorySegment memory = controller.allocate(size.bytes(), arena);
      ExportSegment segment = controller.createExport(memory, size.bytes());
      return new SessionExport(name, controller, arena, memory, segment);
    } catch (RuntimeException | Error e) {
      controller.close();
      arena.close();
      throw e;
    }
  }

  private static void requireWholePages(ByteSize size, long pageSize) {
    if (size.bytes() % pageSize != 0) {
      throw new Refusal(
          "Invalid value for option '--size': '"
              + size.bytes()
              + "': must be a multiple of the page size, "
              + pageSize
              + " bytes");
    }
  }

  /** Returns this node as the controller sees it: to another one it may have another id. */
  NodeId localNode() {
    return controller.localNode();
  }

  void publish(SegmentId id, @Nullable List<@Nullable AccessEntry> list) {
    segment.publish(id, list);
    accessList = list;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ExportSegment segment() {
    return segment;
  }

  @Override
  public String controller() {
    return controller.name();
  }

  @Override
  public String description() {
    String state =
        segment.publishedId().map(id -> "published as " + id + access()).orElse("not published");
    return "export  " + controller() + "  " + segment.length() + " bytes  " + state;
  }

  private String access() {
    List<@Nullable AccessEntry> list = accessList;
    return list == null
        ? ", access by the file creation mask"
        : list.stream().map(String::valueOf).collect(Collectors.joining("; ", ", access ", ""));
  }

  @Override
  public void read(long offset, byte[] target, boolean mapped) {
    requireOwn(mapped);
    requireWithin(offset, target.length);
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, target, 0, target.length);
  }

  @Override
  public void write(long offset, byte[] source, boolean mapped) {
    requireOwn(mapped);
    requireWithin(offset, source.length);
    MemorySegment.copy(source, 0, memory, ValueLayout.JAVA_BYTE, offset, source.length);
  }

  @Override
  public long read(long offset, Width width, boolean mapped) {
    requireOwn(mapped);
    requireWithin(offset, width);
    return width.load(memory, offset);
  }

  @Override
  public void write(long offset, Width width, long value, boolean mapped) {
    requireOwn(mapped);
    requireWithin(offset, width);
    width.store(memory, offset, value);
  }

  private void requireOwn(boolean mapped) {
    if (mapped) {
      throw new Refusal("--mapped: " + name + " is an export segment, its memory is here already");
    }
  }

  private void requireWithin(long offset, Width width) {
    Ranges.requireAligned(offset, width);
    requireWithin(offset, width.bytes());
  }

  private void requireWithin(long offset, long count) {
    Ranges.requireWithin(offset, count, segment.length(), name);
  }

  @Override
  public void close() {
    // The memory may go only after the segment: so in this order, whatever happens.
    try (arena;
        controller;
        segment) {
      accessList = null;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.util.ArrayList;
import java.util.List;
import org.rsmapi.Permission;

/**
 * The memory of a segment as it is passed to importers: parts, and the descriptors for them, open
 * until this is closed.
 */
final class Shipment implements AutoCloseable {

  private final List<MemoryBlock> blocks = new ArrayList<>();
  private final List<Message.Part> parts = new ArrayList<>();
  private final List<MemoryFile.Opened> opened = new ArrayList<>();
  private final List<Descriptor> readOnly = new ArrayList<>();

  Shipment(List<ExportedMemory.Extent> extents) {
    for (ExportedMemory.Extent extent : extents) {
      int index = blocks.indexOf(extent.block());
      if (index < 0) {
        index = blocks.size();
        blocks.add(extent.block());
      }
      parts.add(new Message.Part(index, extent.offset(), extent.size()));
    }
  }

  List<Message.Part> parts() {
    return List.copyOf(parts);
  }

  /**
   * Opens the memory for use within this process.
   *
   * @throws org.rsmapi.RsmException if descriptors are short
   */
  void open() {
    List<Integer> ignored = descriptors(Permission.RDWR);
  }

  /** Returns the parts with descriptors for reading and writing, for use within this process. */
  Layout layout() {
    List<Integer> descriptors = descriptors(Permission.RDWR);
    return new Layout(
        parts.stream()
            .map(
                part ->
                    new Layout.Part(descriptors.get(part.descriptor()), part.offset(), part.size()))
            .toList());
  }

  /**
   * Returns the descriptors of the parts, with no more rights than are granted.
   *
   * @throws org.rsmapi.RsmException if descriptors are short
   */
  List<Integer> descriptors(Permission granted) {
    if (granted.canWrite()) {
      for (MemoryBlock block : blocks.subList(opened.size(), blocks.size())) {
        opened.add(block.file().open());
      }
      return opened.stream().map(MemoryFile.Opened::number).toList();
    }
    // Each is open by its own, for reading only.
    for (MemoryBlock block : blocks.subList(readOnly.size(), blocks.size())) {
      readOnly.add(block.file().reopenReadOnly());
    }
    return readOnly.stream().map(Descriptor::number).toList();
  }

  @Override
  public void close() {
    opened.forEach(MemoryFile.Opened::close);
    readOnly.forEach(Descriptor::close);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.util.ArrayList;
import java.util.List;

/**
 * The memory of a segment: parts of memory files, side by side.
 *
 * @param parts whole pages each
 */
record Layout(List<Part> parts) {

  /** A part of the memory shared: of which descriptor, from where, how much. */
  record Part(int fd, long offset, long size) {}

  Layout {
    parts = List.copyOf(parts);
  }

  /** The layout alone, without descriptors. */
  static Layout of(List<ExportedMemory.Extent> extents) {
    return new Layout(
        extents.stream().map(extent -> new Part(-1, extent.offset(), extent.size())).toList());
  }

  long byteSize() {
    long size = 0;
    for (Part part : parts) {
      size += part.size();
    }
    return size;
  }

  /** Returns the memory between two offsets. */
  Layout slice(long from, long to) {
    List<Part> slice = new ArrayList<>();
    long start = 0;
    for (Part part : parts) {
      long first = Math.max(from, start);
      long last = Math.min(to, start + part.size());
      if (first < last) {
        slice.add(new Part(part.fd(), part.offset() + first - start, last - first));
      }
      start += part.size();
    }
    return new Layout(slice);
  }
}

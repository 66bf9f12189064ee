// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an exporter has sent for a connection, found good: the sizes fit, and no descriptor is of
 * memory that could shrink and make an access fault.
 *
 * @param length of the segment
 * @param controlDescriptor of the control page
 * @param parts the memory, side by side
 * @param descriptors all that came along
 */
record Offer(
    long length, int controlDescriptor, List<Window.Part> parts, List<Descriptor> descriptors) {

  /** One for the control page, one for each block. */
  static final int MAX_DESCRIPTORS = 1 + Message.MAX_PARTS;

  /** Checks what has come; null if it is not as it should be. */
  static @Nullable Offer of(Message.Accept accept, List<Descriptor> descriptors, long pageSize) {
    if (descriptors.isEmpty()
        || !MemoryFile.isTrustworthy(descriptors.getFirst().number(), pageSize)) {
      return null;
    }
    Set<Integer> used = new HashSet<>();
    List<Window.Part> parts = new ArrayList<>();
    for (Message.Part part : accept.parts()) {
      int index = 1 + part.descriptor();
      if (index < 1 || index >= descriptors.size() || !isAligned(part, pageSize)) {
        return null;
      }
      int fd = descriptors.get(index).number();
      if (!MemoryFile.isTrustworthy(fd, part.offset() + part.size())) {
        return null;
      }
      parts.add(new Window.Part(fd, part.offset(), part.size()));
      used.add(index);
    }
    if (used.size() != descriptors.size() - 1) {
      return null; // some belong to no part
    }
    return new Offer(
        accept.length(),
        descriptors.getFirst().number(),
        List.copyOf(parts),
        List.copyOf(descriptors));
  }

  private static boolean isAligned(Message.Part part, long pageSize) {
    return part.offset() % pageSize == 0
        && part.size() % pageSize == 0
        && part.offset() <= Long.MAX_VALUE - part.size();
  }
}

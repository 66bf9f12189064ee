// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an exporter has sent, found good: the sizes fit, and no descriptor is of memory that could
 * shrink and make an access fault.
 *
 * @param controlDescriptor of the control page; -1 if none has to come
 * @param memory what is shared
 */
record Offer(int controlDescriptor, Layout memory) {

  /** One for the control page, one for each block. */
  static final int MAX_DESCRIPTORS = 1 + Message.MAX_PARTS;

  /** Checks what has come for a connection; null if it is not as it should be. */
  static @Nullable Offer of(Message.Accept accept, List<Descriptor> descriptors, long pageSize) {
    if (descriptors.isEmpty()
        || !MemoryFile.isTrustworthy(descriptors.getFirst().number(), pageSize)) {
      return null;
    }
    Layout memory = layout(accept.parts(), descriptors.subList(1, descriptors.size()), pageSize);
    return memory == null ? null : new Offer(descriptors.getFirst().number(), memory);
  }

  /** Checks what has come in place of the memory so far; null if it is not as it should be. */
  static @Nullable Layout of(
      Message.Rebind rebind, List<Descriptor> descriptors, long byteSize, long pageSize) {
    return rebind.length() == byteSize ? layout(rebind.parts(), descriptors, pageSize) : null;
  }

  private static @Nullable Layout layout(
      List<Message.Part> parts, List<Descriptor> descriptors, long pageSize) {
    Set<Integer> used = new HashSet<>();
    List<Layout.Part> found = new ArrayList<>();
    for (Message.Part part : parts) {
      if (part.descriptor() >= descriptors.size() || !isAligned(part, pageSize)) {
        return null;
      }
      int fd = descriptors.get(part.descriptor()).number();
      if (!MemoryFile.isTrustworthy(fd, part.offset() + part.size())) {
        return null;
      }
      found.add(new Layout.Part(fd, part.offset(), part.size()));
      used.add(part.descriptor());
    }
    // Else some belong to no part.
    return used.size() == descriptors.size() ? new Layout(found) : null;
  }

  private static boolean isAligned(Message.Part part, long pageSize) {
    return part.offset() % pageSize == 0
        && part.size() % pageSize == 0
        && part.offset() <= Long.MAX_VALUE - part.size();
  }
}

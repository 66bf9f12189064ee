// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.rsmapi.AccessEntry;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.AccessPolicy;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.PeerCredentials;
import org.rsmapi.spi.SegmentOwner;

/** The access list of a published segment and the decision it makes. */
final class AccessList implements AccessPolicy {

  private static final int DEFAULT_PERMISSIONS = 0666;
  private static final int OWNER_SHIFT = 6;
  private static final int GROUP_SHIFT = 3;
  private static final int DIGIT_READ = 4;
  private static final int DIGIT_WRITE = 2;

  private final SegmentOwner owner;
  private final @Nullable List<AccessEntry> entries;
  private final IntSupplier maxConnections;

  private AccessList(
      SegmentOwner owner, @Nullable List<AccessEntry> entries, IntSupplier maxConnections) {
    this.owner = owner;
    this.entries = entries;
    this.maxConnections = maxConnections;
  }

  /**
   * Checks and copies a list.
   *
   * @param list what the application passed; null admits every node
   * @param maxConnections asked at each request, since it may change
   * @throws RsmException with the code BAD_ACL
   */
  static AccessList of(
      @Nullable List<? extends @Nullable AccessEntry> list,
      SegmentOwner owner,
      DriverController device,
      IntSupplier maxConnections,
      String operation) {
    if (list == null) {
      return new AccessList(owner, null, maxConnections);
    }
    // The copy comes first: what is checked must be what counts, even if the caller changes the
    // list.
    List<@Nullable AccessEntry> given = new ArrayList<>(list);
    int limit = Math.min(device.maxAccessEntries(), AccessEntry.MAX_ENTRIES);
    if (given.size() > limit) {
      throw bad(operation, "entries=" + given.size() + "; this controller takes at most " + limit);
    }
    List<AccessEntry> checked = new ArrayList<>(given.size());
    for (AccessEntry entry : given) {
      checked.add(checked(entry, device, operation));
    }
    return new AccessList(owner, List.copyOf(checked), maxConnections);
  }

  private static AccessEntry checked(
      @Nullable AccessEntry entry, DriverController device, String operation) {
    if (entry == null) {
      throw bad(operation, "an entry is null");
    }
    if (!entry.hasValidPermissions()) {
      throw bad(
          operation,
          "permissions=0"
              + Integer.toOctalString(entry.permissions())
              + "; use three octal digits of 0, 2, 4 or 6");
    }
    @Nullable NodeId node = entry.node();
    if (node == null || !device.isClusterNode(node)) {
      throw bad(
          operation,
          "node=" + node + " is not part of the cluster; local node=" + device.localNode());
    }
    return entry;
  }

  private static RsmException bad(String operation, String detail) {
    return new RsmException(RsmError.BAD_ACL, operation, detail);
  }

  @Override
  public RsmError decide(NodeId importer, PeerCredentials credentials, Permission requested) {
    int permissions;
    if (entries == null) {
      permissions = DEFAULT_PERMISSIONS & ~owner.creationMask();
    } else {
      AccessEntry entry = firstFor(importer, entries);
      if (entry == null) {
        return RsmError.SEG_NOT_PUBLISHED_TO_NODE;
      }
      permissions = entry.permissions();
    }
    int digit = permissions >> shift(credentials);
    boolean granted =
        (!requested.canRead() || (digit & DIGIT_READ) != 0)
            && (!requested.canWrite() || (digit & DIGIT_WRITE) != 0);
    return granted ? RsmError.SUCCESS : RsmError.PERM_DENIED;
  }

  @Override
  public int maxConnections() {
    return maxConnections.getAsInt();
  }

  private static @Nullable AccessEntry firstFor(NodeId node, List<AccessEntry> entries) {
    for (AccessEntry entry : entries) {
      if (entry.node().equals(node)) {
        return entry;
      }
    }
    return null;
  }

  /** Selects the one digit that counts; there is no falling back to another. */
  private int shift(PeerCredentials credentials) {
    if (credentials.uid() == owner.uid()) {
      return OWNER_SHIFT;
    }
    if (credentials.gid() == owner.gid()
        || credentials.supplementaryGroups().contains(owner.gid())) {
      return GROUP_SHIFT;
    }
    return 0;
  }
}

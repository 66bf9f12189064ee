// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

/**
 * One entry of an access list: what the processes of one node may do with a segment.
 *
 * <p>The permissions are three octal digits for owner, group and others; each digit is 0, 2
 * (write), 4 (read) or 6 (both). The first entry for a node counts. The exporter's own node needs
 * an entry like any other.
 *
 * <p>Source: {@code rsmapi_access_entry_t}; rsm_memseg_export_publish(3RSM).
 *
 * @param node the node that the entry is for ({@code ae_node})
 * @param permissions three octal digits, at most 0666 ({@code ae_permission})
 */
public record AccessEntry(NodeId node, int permissions) {

  /** The largest number of entries in a list. */
  public static final int MAX_ENTRIES = 64;

  private static final int ALL_RIGHTS = 0666;

  /**
   * Tells whether the permissions have no bit outside 0666.
   *
   * @return true if publish accepts the permissions
   */
  public boolean hasValidPermissions() {
    return (permissions & ~ALL_RIGHTS) == 0;
  }

  @Override
  public String toString() {
    return "node " + node + ": " + String.format("%04o", permissions);
  }
}

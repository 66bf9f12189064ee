// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

/**
 * The id of a node in the cluster: an unsigned 32-bit number.
 *
 * <p>A value that is no id of a node can be held, but every call that takes a node refuses it.
 *
 * <p>Source: {@code rsm_node_id_t}.
 *
 * @param value the number; valid are 0 to 0xFFFFFFFF
 */
public record NodeId(long value) implements Comparable<NodeId> {

  /**
   * Wraps a number.
   *
   * @param value the number
   * @return the id
   */
  public static NodeId of(long value) {
    return new NodeId(value);
  }

  @Override
  public int compareTo(NodeId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}

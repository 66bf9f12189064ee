// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What tells the sockets of one fabric from those of others: the name of the interconnect, an
 * optional namespace in front of it, and the node.
 *
 * @param fabric for example {@code loopback}
 * @param node the node that the segments belong to
 */
public record FabricName(String fabric, long node) {

  /**
   * The system property that puts a namespace in front of every name of a fabric in this process,
   * so that groups of processes on one host do not meet.
   */
  public static final String NAMESPACE_PROPERTY = "org.rsmapi.fabric.namespace";

  private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9.-]{1,32}");

  /**
   * Returns the socket address of a segment, without the zero byte in front.
   *
   * @param segmentId an unsigned 32-bit number
   */
  String socketName(long segmentId) {
    return String.format(Locale.ROOT, "org.rsmapi/%s/%d/%08x", fabric, node, segmentId);
  }

  /** Returns the same name for another node. */
  public FabricName at(long otherNode) {
    return new FabricName(fabric, otherNode);
  }

  /**
   * Makes the name of a fabric in the namespace of this process.
   *
   * @param interconnect for example {@code loopback}
   * @param node the node of this process
   * @throws IllegalArgumentException if the namespace property is malformed
   */
  public static FabricName of(String interconnect, long node) {
    String namespace = System.getProperty(NAMESPACE_PROPERTY, "");
    if (namespace.isEmpty()) {
      return new FabricName(interconnect, node);
    }
    if (!NAMESPACE.matcher(namespace).matches()) {
      throw new IllegalArgumentException(
          "-D"
              + NAMESPACE_PROPERTY
              + "="
              + namespace
              + ": use 1 to 32 letters, digits, dots or dashes");
    }
    return new FabricName(namespace + "/" + interconnect, node);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.control;

import org.jspecify.annotations.Nullable;

/**
 * Where an open controller receives messages.
 *
 * <p>What a record has by itself is written out: the JDK makes that of records at run time, and
 * then keeps the class loader of the driver for a while after it has left.
 *
 * @param node its SCI node id
 * @param interrupt the number of its data interrupt
 */
public record Address(int node, int interrupt) {

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Address address
        && node == address.node
        && interrupt == address.interrupt;
  }

  @Override
  public int hashCode() {
    return 31 * node + interrupt;
  }

  @Override
  public String toString() {
    return "node " + node + ", interrupt " + interrupt;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.sisci;

/** An interrupt with data that this process receives ({@code sci_local_data_interrupt_t}). */
public interface LocalDataInterrupt {

  /** Returns the number by which others connect to it, unique on the node and adapter. */
  int number();

  /** Ends it ({@code SCIRemoveDataInterrupt}, {@code SCIClose}); no callback comes afterwards. */
  void remove();
}

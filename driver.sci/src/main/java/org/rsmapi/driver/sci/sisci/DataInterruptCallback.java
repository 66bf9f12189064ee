// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.sisci;

/** Hears of data interrupts ({@code sci_cb_data_interrupt_t}). */
@FunctionalInterface
public interface DataInterruptCallback {

  /**
   * An interrupt has come.
   *
   * @param data a copy of what was sent, for the callback to keep
   */
  void arrived(byte[] data);
}

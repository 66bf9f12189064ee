// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.sisci;

/** An interrupt with data of another process ({@code sci_remote_data_interrupt_t}). */
public interface RemoteDataInterrupt {

  /**
   * Sends ({@code SCITriggerDataInterrupt}); never blocks. Those of one sender arrive in order.
   *
   * @param data at most {@link Sisci#MAX_INTERRUPT_DATA} bytes
   * @throws SisciException with {@code NOSPC} if the receiver has too many waiting (nothing was
   *     sent), {@code NOT_CONNECTED} or {@code NO_SUCH_SEGMENT} if it is gone, {@code
   *     NO_LINK_ACCESS} or the like if it cannot be reached
   */
  void trigger(byte[] data);

  /** Ends the connection ({@code SCIDisconnectDataInterrupt}, {@code SCIClose}). */
  void disconnect();
}

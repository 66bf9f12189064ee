// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.spi;

import org.osgi.annotation.versioning.ProviderType;

/** What the library wants to know of an import. */
@ProviderType
public interface ImportListener extends SignalListener {

  /**
   * The connection is broken for good: unpublished, destroyed, exporter or path gone.
   *
   * <p>Called once, before stores through {@link DriverImport#window} stop reaching the exporter.
   */
  void broken();

  /**
   * {@link DriverImport#directTransferLimit} gives another answer. Transfers that begin after the
   * return go by that.
   */
  default void accessChanged() {}
}

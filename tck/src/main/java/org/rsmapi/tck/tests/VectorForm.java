// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import org.jspecify.annotations.Nullable;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.ScatterGather;

/** The two functions of rsm_memseg_import_putv(3RSM). */
enum VectorForm {
  PUTV,
  GETV;

  void run(ImportSegment segment, @Nullable ScatterGather list) {
    if (isGet()) {
      segment.getv(list);
    } else {
      segment.putv(list);
    }
  }

  boolean isGet() {
    return this == GETV;
  }

  /** Returns the right that the function needs. */
  Permission needed() {
    return isGet() ? Permission.READ : Permission.WRITE;
  }

  /** Returns the right that the function does not need. */
  Permission lacking() {
    return isGet() ? Permission.WRITE : Permission.READ;
  }
}

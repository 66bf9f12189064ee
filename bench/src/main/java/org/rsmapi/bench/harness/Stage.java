// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

import org.rsmapi.bench.report.Results;

/** A part of the measurements that can be run alone. */
public interface Stage {

  /** For {@code --only}. */
  String id();

  /** In words. */
  String title();

  /** Measures, and adds what was found. */
  void run(Setting setting, Results results, Progress progress);
}

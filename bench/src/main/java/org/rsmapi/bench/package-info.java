// SPDX-License-Identifier: Apache-2.0
/** Benchmarks of RSMAPI beside the bare memory below it. */
@NullMarked
package org.rsmapi.bench;

import org.jspecify.annotations.NullMarked;

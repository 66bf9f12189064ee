// SPDX-License-Identifier: Apache-2.0
/** Benchmarks. */
@NullMarked
package org.rsmapi.bench;

import org.jspecify.annotations.NullMarked;

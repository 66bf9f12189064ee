// SPDX-License-Identifier: Apache-2.0
/** Benchmarks of single calls, under JMH. */
@NullMarked
package org.rsmapi.bench.jmh;

import org.jspecify.annotations.NullMarked;

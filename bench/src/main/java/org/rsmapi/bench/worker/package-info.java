// SPDX-License-Identifier: Apache-2.0
/** The Java processes that are measured: one side of a pair each. */
@NullMarked
package org.rsmapi.bench.worker;

import org.jspecify.annotations.NullMarked;

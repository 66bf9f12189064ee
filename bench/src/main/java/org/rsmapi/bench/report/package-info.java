// SPDX-License-Identifier: Apache-2.0
/** Figures, targets, and how they are shown. */
@NullMarked
package org.rsmapi.bench.report;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Starts what is measured, gives each its turns, and collects the figures. */
@NullMarked
package org.rsmapi.bench.harness;

import org.jspecify.annotations.NullMarked;

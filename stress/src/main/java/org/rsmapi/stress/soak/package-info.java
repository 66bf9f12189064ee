// SPDX-License-Identifier: Apache-2.0
/** Several processes at random operations, killed at random; data are verified by checksums. */
@NullMarked
package org.rsmapi.stress.soak;

import org.jspecify.annotations.NullMarked;

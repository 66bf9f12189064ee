// SPDX-License-Identifier: Apache-2.0
/** The command. */
@NullMarked
package org.rsmapi.bench.tool;

import org.jspecify.annotations.NullMarked;

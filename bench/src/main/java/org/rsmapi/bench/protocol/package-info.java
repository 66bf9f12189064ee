// SPDX-License-Identifier: Apache-2.0
/** What the harness and the processes that it starts say to each other, a line at a time. */
@NullMarked
package org.rsmapi.bench.protocol;

import org.jspecify.annotations.NullMarked;

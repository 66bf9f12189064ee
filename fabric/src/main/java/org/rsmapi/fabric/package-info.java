// SPDX-License-Identifier: Apache-2.0
/** Shared memory between the processes of one host, without files. */
@NullMarked
package org.rsmapi.fabric;

import org.jspecify.annotations.NullMarked;

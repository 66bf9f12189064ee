// SPDX-License-Identifier: Apache-2.0
/** Commands for the Gogo shell. */
@NullMarked
package org.rsmapi.shell;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** What drivers offer operators, as commands: {@code rsm TYPE OPERATION}. */
@NullMarked
package org.rsmapi.shell.console;

import org.jspecify.annotations.NullMarked;

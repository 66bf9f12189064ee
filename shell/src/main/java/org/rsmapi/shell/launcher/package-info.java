// SPDX-License-Identifier: Apache-2.0
/** The {@code rsm} command: runs in plain Java, and starts the container when asked to. */
@NullMarked
package org.rsmapi.shell.launcher;

import org.jspecify.annotations.NullMarked;

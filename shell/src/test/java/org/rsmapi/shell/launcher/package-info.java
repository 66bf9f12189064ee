// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.rsmapi.shell.launcher;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.rsmapi.shell.console;

import org.jspecify.annotations.NullMarked;

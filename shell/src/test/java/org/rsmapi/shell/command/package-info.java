// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.rsmapi.shell.command;

import org.jspecify.annotations.NullMarked;

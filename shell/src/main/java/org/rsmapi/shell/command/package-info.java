// SPDX-License-Identifier: Apache-2.0
/** The commands of the shell: the same classes in Gogo, at the prompt and on the command line. */
@NullMarked
package org.rsmapi.shell.command;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * What the shell bundle does inside a container: commands for Gogo, and programs for the launcher.
 */
@NullMarked
package org.rsmapi.shell.osgi;

import org.jspecify.annotations.NullMarked;

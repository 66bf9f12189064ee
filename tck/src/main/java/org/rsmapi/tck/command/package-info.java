// SPDX-License-Identifier: Apache-2.0
/** The command: a process that watches and judges, and one with the tests and the driver. */
@NullMarked
package org.rsmapi.tck.command;

import org.jspecify.annotations.NullMarked;

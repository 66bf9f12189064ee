// SPDX-License-Identifier: Apache-2.0
/**
 * What SISCI does not have and RSMAPI needs, as messages between the processes that use the driver:
 * access lists, users, withdrawal with an answer, signals that are counted.
 *
 * <p>Messages are data interrupts. Each open controller has one interrupt to receive them and one
 * thread to handle them; a message that the receiver has no room for is sent again.
 */
@NullMarked
package org.rsmapi.driver.sci.control;

import org.jspecify.annotations.NullMarked;

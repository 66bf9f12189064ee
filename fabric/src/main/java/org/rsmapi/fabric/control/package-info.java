// SPDX-License-Identifier: Apache-2.0
/**
 * How processes of one host ask a node what it has, and have it do something: text over a socket.
 */
@NullMarked
package org.rsmapi.fabric.control;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** What carries control messages between the nodes of an emulated network. */
@NullMarked
package org.rsmapi.driver.wci.wire;

import org.jspecify.annotations.NullMarked;

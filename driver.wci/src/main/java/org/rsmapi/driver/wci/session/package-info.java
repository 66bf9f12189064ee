// SPDX-License-Identifier: Apache-2.0
/** The sessions of this node with the others of its network. */
@NullMarked
package org.rsmapi.driver.wci.session;

import org.jspecify.annotations.NullMarked;

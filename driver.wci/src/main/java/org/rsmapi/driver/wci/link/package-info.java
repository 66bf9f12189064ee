// SPDX-License-Identifier: Apache-2.0
/** The links of this node, from bring-up to take-down. */
@NullMarked
package org.rsmapi.driver.wci.link;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The SCI driver: RSMAPI over Dolphin's interconnects, through SISCI; native and emulated. */
@NullMarked
package org.rsmapi.driver.sci;

import org.jspecify.annotations.NullMarked;

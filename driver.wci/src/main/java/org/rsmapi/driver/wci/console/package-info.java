// SPDX-License-Identifier: Apache-2.0
/** What operators see of a network and have its nodes do, in this process and from others. */
@NullMarked
package org.rsmapi.driver.wci.console;

import org.jspecify.annotations.NullMarked;

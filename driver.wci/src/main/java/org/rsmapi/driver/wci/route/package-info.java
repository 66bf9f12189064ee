// SPDX-License-Identifier: Apache-2.0
/** Which way the traffic to a node takes, and how it is spread over links. */
@NullMarked
package org.rsmapi.driver.wci.route;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** What happens to links, routes and configurations, told to whoever listens. */
@NullMarked
package org.rsmapi.driver.wci.event;

import org.jspecify.annotations.NullMarked;

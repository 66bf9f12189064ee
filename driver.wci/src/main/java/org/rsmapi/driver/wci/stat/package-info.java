// SPDX-License-Identifier: Apache-2.0
/** The statistics of a node of a Sun Fire Link network, under the names that kstat(1M) had. */
@NullMarked
package org.rsmapi.driver.wci.stat;

import org.jspecify.annotations.NullMarked;

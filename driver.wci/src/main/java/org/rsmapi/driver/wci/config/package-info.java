// SPDX-License-Identifier: Apache-2.0
/** The configuration of a Sun Fire Link network, in the language of wrsmconf(1M). */
@NullMarked
package org.rsmapi.driver.wci.config;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** SISCI by {@code libsisci.so}, through the foreign function interface. */
@NullMarked
package org.rsmapi.driver.sci.nativelib;

import org.jspecify.annotations.NullMarked;

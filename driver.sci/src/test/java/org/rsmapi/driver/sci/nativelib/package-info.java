// SPDX-License-Identifier: Apache-2.0
/** Tests of the binding over a library of the tests' own. */
@NullMarked
package org.rsmapi.driver.sci.nativelib;

import org.jspecify.annotations.NullMarked;

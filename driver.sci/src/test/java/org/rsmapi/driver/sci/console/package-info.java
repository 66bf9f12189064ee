// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.rsmapi.driver.sci.console;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** What operators can look at in the cluster, and have an emulated one suffer. */
@NullMarked
package org.rsmapi.driver.sci.console;

import org.jspecify.annotations.NullMarked;

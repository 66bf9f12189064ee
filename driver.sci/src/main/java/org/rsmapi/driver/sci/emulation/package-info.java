// SPDX-License-Identifier: Apache-2.0
/** SISCI without hardware: the processes of one host are the nodes of a cluster. */
@NullMarked
package org.rsmapi.driver.sci.emulation;

import org.jspecify.annotations.NullMarked;

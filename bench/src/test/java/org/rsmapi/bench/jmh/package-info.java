// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.rsmapi.bench.jmh;

import org.jspecify.annotations.NullMarked;

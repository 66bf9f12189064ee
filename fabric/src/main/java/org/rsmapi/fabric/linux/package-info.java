// SPDX-License-Identifier: Apache-2.0
/**
 * The system calls that the fabric needs, in the shape and with the names of the C library.
 *
 * <p>{@link org.rsmapi.fabric.linux.Libc} is the only place with restricted calls of {@code
 * java.lang.foreign}. Results are those of C, but a failure is the negated {@code errno} of that
 * very call.
 */
@NullMarked
package org.rsmapi.fabric.linux;

import org.jspecify.annotations.NullMarked;

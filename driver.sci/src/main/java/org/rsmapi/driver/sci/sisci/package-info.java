// SPDX-License-Identifier: Apache-2.0
/**
 * The calls of SISCI that the driver needs, in SISCI's words.
 *
 * <p>Two implementations: {@link org.rsmapi.driver.sci.nativelib} over {@code libsisci.so}, and
 * {@link org.rsmapi.driver.sci.emulation} over shared memory of one host. The driver does not know
 * which one it uses.
 *
 * <p><b>Errors.</b> Every call throws {@link org.rsmapi.driver.sci.sisci.SisciException} with the
 * code of SISCI. <b>Threads.</b> Any thread may call. <b>Callbacks</b> come on threads of the
 * library, at any time until the handle they belong to has been removed or disconnected; they
 * return at once and call nothing of SISCI.
 */
@NullMarked
package org.rsmapi.driver.sci.sisci;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * The RSMAPI library: every check, state and handle between the API and the drivers.
 *
 * <p>Nothing here is exported. {@link org.rsmapi.library.Library} implements {@link
 * org.rsmapi.Rsm}; {@link org.rsmapi.library.Controller} is what the handles of one controller
 * share. Applications hold objects of this package only, so a driver can leave at any time.
 */
@NullMarked
package org.rsmapi.library;

import org.jspecify.annotations.NullMarked;

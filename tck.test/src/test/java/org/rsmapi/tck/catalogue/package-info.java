// SPDX-License-Identifier: Apache-2.0
/** What the files of the catalogue must hold. */
package org.rsmapi.tck.catalogue;

// SPDX-License-Identifier: Apache-2.0
/** What is made for vendors, used as a vendor uses it. */
@NullMarked
package org.rsmapi.examples.test;

import org.jspecify.annotations.NullMarked;

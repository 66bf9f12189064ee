// SPDX-License-Identifier: Apache-2.0
/** A driver that ends or blocks the process it is in; packed into a jar by the tests. */
package org.rsmapi.tck.broken;

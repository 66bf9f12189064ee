// SPDX-License-Identifier: Apache-2.0
/** A driver that ends or blocks the process it is in, in a jar or in the process of a test. */
package org.rsmapi.tck.broken;

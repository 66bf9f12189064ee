// SPDX-License-Identifier: Apache-2.0
/**
 * The check of the check: libraries and drivers that are broken in one point each, and must fail
 * the rules that they break, and no others.
 */
package org.rsmapi.tck.defect;

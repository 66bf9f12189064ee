// SPDX-License-Identifier: Apache-2.0
/**
 * A driver that offers what loopback lacks, so that every rule can be tested: nodes, links that go
 * down, a medium that loses accesses, and no mapping. All of it is in one process.
 */
package org.rsmapi.tck.complement;

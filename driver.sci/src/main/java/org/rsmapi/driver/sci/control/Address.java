// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.control;

/**
 * Where an open controller receives messages.
 *
 * @param node its SCI node id
 * @param interrupt the number of its data interrupt
 */
public record Address(int node, int interrupt) {}

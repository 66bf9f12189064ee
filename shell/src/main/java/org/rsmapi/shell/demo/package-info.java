// SPDX-License-Identifier: Apache-2.0
/**
 * The demonstration: an exporter and an importer, each in a container of its own, that exchange a
 * message as the example of the Programming Interfaces Guide does, and what happens when access is
 * refused and when a driver goes.
 */
@NullMarked
package org.rsmapi.shell.demo;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Shared memory between the processes of one host, without files: what drivers are built on whose
 * interconnect is the host's own memory.
 *
 * <p>{@link org.rsmapi.fabric.Fabric} is the way in. A fabric has a name and a node; a process may
 * be a node of its own. Below it:
 *
 * <ul>
 *   <li>memory: {@link org.rsmapi.fabric.MemoryFile} (memfd), {@link
 *       org.rsmapi.fabric.ExportedMemory} (what this process exports, and where), {@link
 *       org.rsmapi.fabric.Window} (what it imports), {@link org.rsmapi.fabric.DescriptorStore}
 *       (descriptors beyond the table);
 *   <li>connections: {@link org.rsmapi.fabric.UnixSocket}, {@link org.rsmapi.fabric.Message},
 *       {@link org.rsmapi.fabric.ControlPage}, {@link org.rsmapi.fabric.EventLoop}; {@link
 *       org.rsmapi.fabric.LocalLink} within a process;
 *   <li>the two ends: {@link org.rsmapi.fabric.FabricExport} and {@link
 *       org.rsmapi.fabric.FabricImport}.
 * </ul>
 */
@NullMarked
package org.rsmapi.fabric;

import org.jspecify.annotations.NullMarked;

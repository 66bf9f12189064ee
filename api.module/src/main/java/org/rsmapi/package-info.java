// SPDX-License-Identifier: Apache-2.0
/**
 * The Remote Shared Memory API (man section 3RSM) for applications.
 *
 * <p>{@link org.rsmapi.Rsm} is the way in: it hands out {@linkplain org.rsmapi.RsmController
 * controllers}; a controller {@linkplain org.rsmapi.RsmController#createExport creates} export
 * segments over memory of this process and {@linkplain org.rsmapi.RsmController#connect connects}
 * to segments of others.
 *
 * <h2>Common to all types</h2>
 *
 * <ul>
 *   <li><b>Errors.</b> A call that fails throws {@link org.rsmapi.RsmException} with the code of
 *       the C function and changes nothing, unless it says otherwise. Checks run in the order in
 *       which a method lists its codes; the first that fails decides. A null argument gives the
 *       code that C has for a null pointer; where C passes by value, null gives the code of a value
 *       that is not valid there. No call on a handle throws {@link java.lang.NullPointerException}.
 *       Ids such as {@code CONNECT-PERM_DENIED-01} name the conformance rule that a code follows
 *       from.
 *   <li><b>Values are checked where they are used.</b> {@link org.rsmapi.SegmentId}, {@link
 *       org.rsmapi.NodeId}, {@link org.rsmapi.Permission} and {@link org.rsmapi.AccessEntry} can
 *       hold illegal values, because each function has its own code and its own place for refusing
 *       them.
 *   <li><b>Handles</b> (controllers, segments, barriers) have one owner, who closes them. {@code
 *       close()} may be repeated and never fails for a handle that is already gone. Any other call
 *       on a handle that is gone gives the code of an invalid handle.
 *   <li><b>Threads.</b> Every method may be called from any thread, platform or virtual, at any
 *       time. The worst outcome of a race is an error code.
 *   <li><b>Interrupts.</b> A call that ends with {@link org.rsmapi.RsmError#INTERRUPTED} leaves the
 *       interrupt status of the thread set.
 * </ul>
 *
 * <p>Interfaces of this package are implemented by the library alone.
 */
@Version("0.1.0")
@NullMarked
package org.rsmapi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;

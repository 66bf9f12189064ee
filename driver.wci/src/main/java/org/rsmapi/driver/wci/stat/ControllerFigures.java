// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.stat;

/**
 * What is counted for a controller in this process.
 *
 * @param up whether it can be used
 * @param exportedSegments how many there are
 * @param publishedSegments how many of them are published
 * @param connectedSegments how many connections others have to them
 * @param boundBytes their memory
 * @param importedSegments the connections of this process
 * @param sendQueues queues for signals to others
 * @param handlers receivers of signals
 * @param availableWcis WCIs with a link that is up
 * @param reconfigurations how often a configuration has been enabled
 * @param freeCmmuEntries pages that can be exported still
 */
public record ControllerFigures(
    boolean up,
    long exportedSegments,
    long publishedSegments,
    long connectedSegments,
    long boundBytes,
    long importedSegments,
    long sendQueues,
    long handlers,
    long availableWcis,
    long reconfigurations,
    long freeCmmuEntries) {}

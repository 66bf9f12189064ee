// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.spi;

/** Where a driver can be made to fail or to wait, see {@link FaultInjection}. */
public enum FaultPoint {
  /** {@link RsmDriver#spiVersion}: failing means that it answers another version. */
  VERSION,
  /** {@link RsmDriver#open}. */
  OPEN,
  /** {@link DriverController#topology}. */
  TOPOLOGY,
  /** {@link DriverController#allocate}. */
  ALLOCATE,
  /** {@link DriverController#create}. */
  CREATE,
  /** {@link DriverController#registerLocalMemory}. */
  LOCAL_MEMORY,
  /** {@link DriverController#connect}: the exporter does not answer, or refuses. */
  CONNECT,
  /** {@link DriverExport#publish}. */
  PUBLISH,
  /** {@link DriverExport#republish}. */
  REPUBLISH,
  /** {@link DriverExport#rebind}. */
  REBIND,
  /** {@link DriverExport#unpublish}. */
  UNPUBLISH,
  /** {@link DriverImport#map} and {@link DriverImport#mapFixed}. */
  MAP,
  /**
   * {@link DriverImport#get} and {@link DriverImport#put}. An import that is connected while a
   * fault is armed here has no {@link DriverImport#window}, so that its transfers pass the point.
   */
  TRANSFER,
  /** {@link DriverImport#newBarrier}. */
  BARRIER,
  /** {@link SignalChannel#post} of an import. */
  POST,
  /**
   * Whatever goes to another node, for media that have one. To lose it is to take the links down:
   * {@link DriverController#connect} answers {@link org.rsmapi.RsmError#REMOTE_NODE_UNREACHABLE},
   * and {@link DriverController#topology} shows it. Connections may break.
   */
  LINK
}

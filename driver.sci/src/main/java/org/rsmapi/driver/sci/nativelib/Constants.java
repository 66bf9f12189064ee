// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.util.OptionalInt;

/**
 * Flags and query codes, as the library has them. Where it lacks one, the value is what the library
 * of 2019 had; of some no value is published:
 *
 * <ul>
 *   <li>{@code FORCE_DISCONNECT}: without it nobody can be kept from storing into memory that is no
 *       longer exported, so such a library is refused;
 *   <li>{@code NOTIFY}: left out, since those whose connection is dropped hear of that anyway;
 *   <li>queries: not made, see {@link Library}.
 * </ul>
 */
final class Constants {

  final int useCallback;
  final int empty;
  final int dmaSourceOnly;
  final int forceRemove;
  final int lockUserMem;
  final int fixedMapAddr;
  final int readonlyMap;
  final int dmaRead;
  final int infiniteTimeout;
  final int notifyFlag;
  final int forceDisconnect;
  final OptionalInt queryApi;
  final OptionalInt queryDriverVersion;
  final OptionalInt queryAdapter;
  final OptionalInt queryLinkOperational;

  Constants(Symbols symbols) {
    useCallback = symbols.constant("SCI_FLAG_USE_CALLBACK").orElse(0x1);
    empty = symbols.constant("SCI_FLAG_EMPTY").orElse(0x2);
    dmaSourceOnly = symbols.constant("SCI_FLAG_DMA_SOURCE_ONLY").orElse(0x8);
    forceRemove = symbols.constant("SCI_FLAG_FORCE_REMOVE").orElse(0x20);
    lockUserMem = symbols.constant("SCI_FLAG_LOCK_USER_MEM").orElse(0x400);
    fixedMapAddr = symbols.constant("SCI_FLAG_FIXED_MAP_ADDR").orElse(0x1);
    readonlyMap = symbols.constant("SCI_FLAG_READONLY_MAP").orElse(0x2);
    dmaRead = symbols.constant("SCI_FLAG_DMA_READ").orElse(0x10);
    infiniteTimeout = symbols.constant("SCI_INFINITE_TIMEOUT").orElse(0xFFFF_FFFF);
    notifyFlag = symbols.constant("SCI_FLAG_NOTIFY").orElse(0);
    forceDisconnect = symbols.neededConstant("SCI_FLAG_FORCE_DISCONNECT");
    queryApi = symbols.constant("SCI_Q_API");
    queryDriverVersion = symbols.constant("SCI_Q_SISCI_DRIVER_VERSION");
    queryAdapter = symbols.constant("SCI_Q_ADAPTER");
    queryLinkOperational = symbols.constant("SCI_Q_ADAPTER_LINK_OPERATIONAL");
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Values of flags and queries: what a library of 2019 had, where that is known. */
#ifndef FLAGS_H
#define FLAGS_H

/* X(name, value) for what has a known value */
#ifndef VALUE_FORCE_REMOVE
#define VALUE_FORCE_REMOVE 0x20
#endif
#ifndef VALUE_EMPTY
#define VALUE_EMPTY 0x2
#endif
#define KNOWN(X)                                  \
  X(SCI_FLAG_USE_CALLBACK, 0x1)                   \
  X(SCI_FLAG_EMPTY, VALUE_EMPTY)                  \
  X(SCI_FLAG_DMA_SOURCE_ONLY, 0x8)                \
  X(SCI_FLAG_FORCE_REMOVE, VALUE_FORCE_REMOVE)    \
  X(SCI_FLAG_LOCK_USER_MEM, 0x400)                \
  X(SCI_FLAG_FIXED_MAP_ADDR, 0x1)                 \
  X(SCI_FLAG_READONLY_MAP, 0x2)                   \
  X(SCI_FLAG_DMA_READ, 0x10)                      \
  X(SCI_INFINITE_TIMEOUT, 0xFFFFFFFF)

/* The values of these are the stub's own. */
#define OWN(X)                                    \
  X(SCI_FLAG_NOTIFY, 0x4000)                      \
  X(SCI_Q_API, 0x1001)                            \
  X(SCI_Q_SISCI_DRIVER_VERSION, 0x1002)           \
  X(SCI_Q_ADAPTER, 0x1003)                        \
  X(SCI_Q_ADAPTER_LINK_OPERATIONAL, 0x2001)

#define FORCE_DISCONNECT(X) X(SCI_FLAG_FORCE_DISCONNECT, 0x8000)

#define AS_ENUM(name, value) V_##name = (int)(value),
enum { KNOWN(AS_ENUM) OWN(AS_ENUM) FORCE_DISCONNECT(AS_ENUM) V_END };
#undef AS_ENUM

#endif

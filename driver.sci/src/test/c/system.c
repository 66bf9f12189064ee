/* SPDX-License-Identifier: Apache-2.0 */
/* The library itself, descriptors, nodes, queries and the constants. */
#include "stub.h"

#ifndef STUB_API
#define STUB_API "2.0.0"
#endif
#ifndef STUB_INITIALIZE
#define STUB_INITIALIZE 0
#endif

#define EXPORT(name, value) \
  const u32 _SISCI_PUBLIC_CONST_##name = (u32)(value);
#ifndef STUB_WITHOUT_CONSTANTS
KNOWN(EXPORT)
OWN(EXPORT)
#endif
#ifndef STUB_WITHOUT_FORCE_DISCONNECT
FORCE_DISCONNECT(EXPORT)
#endif

struct query_string { char *text; u32 length; };
struct query_adapter { u32 adapter, port, subcommand; void *data; };

static int initialized;

void API(SCIInitialize)(u32 flags, u32 *error) {
  u32 result = flags ? ERR_ILLEGAL_FLAG : STUB_INITIALIZE;
  if (!result && initialized) result = ERR_ILLEGAL_OPERATION;
  if (!result) result = cluster_attach();
  initialized = initialized || !result;
  put_error(error, result);
}

void API(SCITerminate)(void) {
  if (initialized) cluster_detach();
  initialized = 0;
}

void API(SCIOpen)(struct descriptor **sd, u32 flags, u32 *error) {
  u32 result = flags ? ERR_ILLEGAL_FLAG : initialized ? 0 : ERR_NOT_INITIALIZED;
  if (!result) *sd = calloc(1, sizeof **sd);
  put_error(error, result);
}

void API(SCIClose)(struct descriptor *sd, u32 flags, u32 *error) {
  u32 result = flags ? ERR_ILLEGAL_FLAG : sd->resources ? ERR_BUSY : 0;
  if (!result) free(sd);
  put_error(error, result);
}

const char *API(SCIGetErrorString)(u32 error) {
  static _Thread_local char text[64];
  snprintf(text, sizeof text, "error 0x%X of the stub", error);
  return text;
}

void API(SCIGetLocalNodeId)(u32 adapter, u32 *node, u32 flags, u32 *error) {
  u32 result = flags ? ERR_ILLEGAL_FLAG : initialized ? adapter_error(adapter) : ERR_NOT_INITIALIZED;
  if (!result) *node = my_node;
  put_error(error, result);
}

int API(SCIProbeNode)(struct descriptor *sd, u32 adapter, u32 node, u32 flags, u32 *error) {
  (void)sd;
  lock();
  u32 result = flags ? ERR_ILLEGAL_FLAG : reach(adapter, node);
  unlock();
  put_error(error, result);
  return result == 0;
}

static u32 query_text(struct query_string *query, const char *text) {
  if (query->length <= strlen(text)) return ERR_ILLEGAL_PARAMETER;
  strcpy(query->text, text);
  return 0;
}

void API(SCIQuery)(u32 command, void *data, u32 flags, u32 *error) {
  u32 result = flags ? ERR_ILLEGAL_FLAG : ERR_ILLEGAL_QUERY;
  if (flags == 0 && command == V_SCI_Q_API) result = query_text(data, "SISCI API version " STUB_API);
  if (flags == 0 && command == V_SCI_Q_SISCI_DRIVER_VERSION) result = query_text(data, "stub 1.0");
  if (flags == 0 && command == V_SCI_Q_ADAPTER) {
    struct query_adapter *query = data;
    result = adapter_error(query->adapter);
    if (!result && query->subcommand != V_SCI_Q_ADAPTER_LINK_OPERATIONAL) result = ERR_ILLEGAL_QUERY;
    u32 i = index_of(my_node);
    if (!result) *(u32 *)query->data = !(links->changes[query->adapter][i][i] & 1);
  }
  put_error(error, result);
}

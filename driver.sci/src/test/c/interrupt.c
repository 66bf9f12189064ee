/* SPDX-License-Identifier: Apache-2.0 */
/* Interrupts with data. */
#include "stub.h"

struct local_interrupt {
  struct object object;
  struct descriptor *descriptor;
  u32 index;
};

struct remote_interrupt {
  struct descriptor *descriptor;
  u32 index, node, adapter;
  u64 serial;
};

void API(SCICreateDataInterrupt)(struct descriptor *sd, struct local_interrupt **out, u32 adapter, u32 *number,
                                 void *callback, void *arg, u32 flags, u32 *error) {
  struct interrupt *free_one = NULL;
  u32 last = 0;
  lock();
  u32 result = flags & ~(u32)V_SCI_FLAG_USE_CALLBACK ? ERR_ILLEGAL_FLAG : adapter_error(adapter);
  for (u32 i = 0; i < INTERRUPTS; i++) {
    struct interrupt *interrupt = &cluster->interrupts[i];
    if (!interrupt->used) free_one = free_one ? free_one : interrupt;
    else if (interrupt->node == my_node && interrupt->number > last) last = interrupt->number;
  }
  if (!result && !free_one) result = ERR_NOSPC;
  if (!result) {
    struct local_interrupt *local = calloc(1, sizeof *local);
    u64 serial = next_serial();
    local->object = (struct object){LOCAL_INTERRUPT, serial, flags ? callback : NULL, arg, NULL};
    local->descriptor = sd;
    local->index = (u32)(free_one - cluster->interrupts);
    *free_one = (struct interrupt){.used = 1, .slot = my_slot, .node = my_node, .adapter = adapter,
                                   .number = last + 1, .serial = serial};
    *number = last + 1;
    *out = local;
    sd->resources++;
    object_add(&local->object);
  }
  put_error(error, result);
  unlock();
}

void API(SCIRemoveDataInterrupt)(struct local_interrupt *local, u32 flags, u32 *error) {
  put_error(error, flags ? ERR_ILLEGAL_FLAG : 0);
  if (flags) return;
  lock();
  cluster->interrupts[local->index].used = 0;
  object_remove(&local->object);
  local->descriptor->resources--;
  free(local);
  unlock();
}

void API(SCIConnectDataInterrupt)(struct descriptor *sd, struct remote_interrupt **out, u32 node, u32 adapter,
                                  u32 number, u32 timeout, u32 flags, u32 *error) {
  (void)timeout;
  lock();
  u32 result = flags ? ERR_ILLEGAL_FLAG : reach(adapter, node);
  struct interrupt *found = NULL;
  for (u32 i = 0; i < INTERRUPTS && !found; i++) {
    struct interrupt *interrupt = &cluster->interrupts[i];
    if (interrupt->used && interrupt->node == node && interrupt->adapter == adapter && interrupt->number == number) found = interrupt;
  }
  if (!result && !found) result = ERR_NO_SUCH_SEGMENT;
  if (!result) {
    struct remote_interrupt *remote = calloc(1, sizeof *remote);
    *remote = (struct remote_interrupt){sd, (u32)(found - cluster->interrupts), node, adapter, found->serial};
    sd->resources++;
    *out = remote;
  }
  put_error(error, result);
  unlock();
}

void API(SCIDisconnectDataInterrupt)(struct remote_interrupt *remote, u32 flags, u32 *error) {
  put_error(error, flags ? ERR_ILLEGAL_FLAG : 0);
  if (flags) return;
  lock();
  remote->descriptor->resources--;
  unlock();
  free(remote);
}

void API(SCITriggerDataInterrupt)(struct remote_interrupt *remote, void *data, u32 length, u32 flags, u32 *error) {
  lock();
  struct interrupt *interrupt = &cluster->interrupts[remote->index];
  u32 result = 0;
  if (flags) result = ERR_ILLEGAL_FLAG;
  else if (length > DATA) result = ERR_OUT_OF_RANGE;
  else if (link_down(remote->adapter, my_node, remote->node)) result = ERR_NO_LINK_ACCESS;
  else if (!interrupt->used || interrupt->serial != remote->serial) result = ERR_NOT_CONNECTED;
  else if (interrupt->pending == QUEUE) result = ERR_NOSPC;
  else {
    struct event event = {.target = interrupt->serial, .length = length};
    memcpy(event.data, data, length);
    if (send_event(interrupt->slot, &event)) interrupt->pending++;
    else result = ERR_NOSPC;
  }
  put_error(error, result);
  unlock();
}

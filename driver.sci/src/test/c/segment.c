/* SPDX-License-Identifier: Apache-2.0 */
/* Segments of this process. */
#include "stub.h"

#include <time.h>

#define ALL_FLAGS (V_SCI_FLAG_USE_CALLBACK | V_SCI_FLAG_EMPTY)

void connection_end(struct connection *connection, u32 reason) {
  struct segment *segment = &cluster->segments[connection->segment];
  struct event event = {.target = segment->serial, .reason = reason, .node = connection->node,
                        .adapter = connection->adapter};
  if (connection->state == OPEN && segment->used) send_event(segment->slot, &event);
  connection->used = 0;
}

void segment_end(struct segment *segment, u32 reason) {
  u32 index = (u32)(segment - cluster->segments);
  for (u32 i = 0; i < CONNECTIONS; i++) {
    struct connection *c = &cluster->connections[i];
    if (c->used && c->segment == index && c->state == OPEN) {
      c->reason = reason;
      c->state = CUTTING;
      wake(c->slot);
    }
  }
}

static u32 connections(u32 index, u32 least, u32 most) {
  u32 count = 0;
  for (u32 i = 0; i < CONNECTIONS; i++) {
    struct connection *c = &cluster->connections[i];
    count += c->used && c->segment == index && c->state >= least && c->state <= most;
  }
  return count;
}

/* Waits until nobody that was cut can store any more; with the mutex held. */
static void await_cut(u32 index) {
  for (int i = 0; i < 20000 && connections(index, CUTTING, CUTTING); i++) {
    unlock();
    usleep(100);
    lock();
  }
}

void API(SCICreateSegment)(struct descriptor *sd, struct local_segment **out, u32 id, size_t size,
                           void *callback, void *arg, u32 flags, u32 *error) {
  struct segment *free_one = NULL;
  put_error(error, 0);
  if (flags & ~(u32)ALL_FLAGS) { put_error(error, ERR_ILLEGAL_FLAG); return; }
  if (size == 0) { put_error(error, ERR_ILLEGAL_PARAMETER); return; }
  lock();
  for (u32 i = 0; i < SEGMENTS; i++) {
    struct segment *s = &cluster->segments[i];
    if (!s->used && !free_one && !connections(i, OPEN, CUT)) free_one = s;
    if (s->used && s->node == my_node && s->id == id) {
      put_error(error, ERR_SEGMENTID_USED);
      unlock();
      return;
    }
  }
  struct local_segment *local = free_one ? calloc(1, sizeof *local) : NULL;
  if (!local) { put_error(error, ERR_NOSPC); unlock(); return; }
  u64 serial = next_serial();
  u64 rounded = (size + page - 1) / page * page;
  local->index = (u32)(free_one - cluster->segments);
  local->fd = -1;
  *free_one = (struct segment){.used = 1, .slot = my_slot, .node = my_node, .id = id, .serial = serial, .size = rounded};
  if (!(flags & V_SCI_FLAG_EMPTY)) {
    local->fd = pages_create(local->index, rounded);
    local->memory = local->fd < 0 ? MAP_FAILED : mmap(NULL, rounded, PROT_READ | PROT_WRITE, MAP_SHARED, local->fd, 0);
  }
  if (local->memory == MAP_FAILED) {
    if (local->fd >= 0) close(local->fd);
    pages_drop(local->index);
    free_one->used = 0;
    free(local);
    put_error(error, ERR_NOSPC);
    unlock();
    return;
  }
  local->object = (struct object){LOCAL_SEGMENT, serial, flags & V_SCI_FLAG_USE_CALLBACK ? callback : NULL, arg, NULL};
  local->descriptor = sd;
  local->flags = flags;
  sd->resources++;
  object_add(&local->object);
  *out = local;
  unlock();
}

void API(SCIRegisterSegmentMemory)(void *address, size_t size, struct local_segment *local, u32 flags, u32 *error) {
  u32 result = 0;
  lock();
  struct segment *segment = &cluster->segments[local->index];
  if (flags & ~(u32)V_SCI_FLAG_LOCK_USER_MEM) result = ERR_ILLEGAL_FLAG;
  else if (!(local->flags & V_SCI_FLAG_EMPTY) || local->memory) result = ERR_ILLEGAL_OPERATION;
  else if ((uintptr_t)address % page || address == NULL) result = ERR_ILLEGAL_ADDRESS;
  else if (size % page || size == 0) result = ERR_SIZE_ALIGNMENT;
  else if (size > segment->size) result = ERR_OUT_OF_RANGE;
  else result = pages_register(local->index, address, size);
  if (!result) {
    segment->size = size;
    local->memory = address;
    local->registered = 1;
  }
  put_error(error, result);
  unlock();
}

void API(SCIPrepareSegment)(struct local_segment *local, u32 adapter, u32 flags, u32 *error) {
  u32 result = adapter_error(adapter);
  if (flags & ~(u32)V_SCI_FLAG_DMA_SOURCE_ONLY) result = ERR_ILLEGAL_FLAG;
  else if (!local->memory) result = ERR_ILLEGAL_OPERATION;
  lock();
  if (!result) {
    cluster->segments[local->index].prepared |= (flags ? 0x100u : 0x101u) << adapter;
  }
  put_error(error, result);
  unlock();
}

void API(SCISetSegmentAvailable)(struct local_segment *local, u32 adapter, u32 flags, u32 *error) {
  u32 result = flags ? ERR_ILLEGAL_FLAG : adapter_error(adapter);
  lock();
  struct segment *segment = &cluster->segments[local->index];
  if (!result && !(segment->prepared >> adapter & 1)) result = ERR_SEGMENT_NOT_PREPARED;
  if (!result) segment->available |= 1u << adapter;
  put_error(error, result);
  unlock();
}

void API(SCISetSegmentUnavailable)(struct local_segment *local, u32 adapter, u32 flags, u32 *error) {
  u32 result = flags & ~(u32)(V_SCI_FLAG_NOTIFY | V_SCI_FLAG_FORCE_DISCONNECT) ? ERR_ILLEGAL_FLAG : adapter_error(adapter);
  lock();
  struct segment *segment = &cluster->segments[local->index];
  if (!result && !(segment->available >> adapter & 1)) result = ERR_ILLEGAL_OPERATION;
  if (!result) {
    segment->available &= ~(1u << adapter);
    for (u32 i = 0; i < CONNECTIONS; i++) {
      struct connection *c = &cluster->connections[i];
      if (!c->used || c->segment != local->index || c->adapter != adapter || c->state != OPEN) continue;
      if (flags & V_SCI_FLAG_FORCE_DISCONNECT) {
        struct event event = {.target = segment->serial, .reason = CB_DISCONNECT, .node = c->node, .adapter = adapter};
        send_event(my_slot, &event);
        c->reason = CB_DISCONNECT;
        c->state = CUTTING;
        wake(c->slot);
      } else if (flags & V_SCI_FLAG_NOTIFY) {
        struct event event = {.target = c->serial, .reason = CB_DISCONNECT};
        send_event(c->slot, &event);
      }
    }
    await_cut(local->index);
  }
  put_error(error, result);
  unlock();
}

void API(SCIRemoveSegment)(struct local_segment *local, u32 flags, u32 *error) {
  lock();
  struct segment *segment = &cluster->segments[local->index];
  u32 result = 0;
  if (flags & ~(u32)V_SCI_FLAG_FORCE_REMOVE) result = ERR_ILLEGAL_FLAG;
  else if (local->maps) result = ERR_BUSY;
  else if (!flags && connections(local->index, OPEN, CUTTING)) result = ERR_BUSY;
  if (result) {
    put_error(error, result);
    unlock();
    return;
  }
  segment->available = 0;
  segment_end(segment, CB_DISCONNECT);
  await_cut(local->index);
  object_remove(&local->object);
  segment->used = 0;
  if (local->registered) pages_give_back(local->memory, segment->size);
  else if (local->memory) munmap(local->memory, segment->size);
  if (local->fd >= 0) close(local->fd);
  pages_drop(local->index);
  local->descriptor->resources--;
  free(local);
  put_error(error, 0);
  unlock();
}

u32 API(SCIGetLocalSegmentId)(struct local_segment *local) { return cluster->segments[local->index].id; }

size_t API(SCIGetLocalSegmentSize)(struct local_segment *local) { return cluster->segments[local->index].size; }

void *API(SCIMapLocalSegment)(struct local_segment *local, struct map **out, size_t offset, size_t size, void *address,
                              u32 flags, u32 *error) {
  lock();
  struct segment *segment = &cluster->segments[local->index];
  u32 result = 0;
  void *memory = NULL;
  if (flags || address) result = ERR_ILLEGAL_FLAG;
  else if (local->registered) result = ERR_ILLEGAL_OPERATION;
  else if (offset % page) result = ERR_OFFSET_ALIGNMENT;
  else if (size == 0 || offset > segment->size || size > segment->size - offset) result = ERR_OUT_OF_RANGE;
  else memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, local->fd, (off_t)offset);
  if (memory == MAP_FAILED) { memory = NULL; result = ERR_NOSPC; }
  if (memory) {
    struct map *map = calloc(1, sizeof *map);
    *map = (struct map){.local = local, .address = memory, .pages = size, .pointer = memory, .size = size};
    local->maps++;
    *out = map;
  }
  put_error(error, result);
  unlock();
  return memory;
}

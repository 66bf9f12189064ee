/* SPDX-License-Identifier: Apache-2.0 */
/* Connections to segments, their maps, and sequences. */
#include "stub.h"

static struct connection *connection_of(struct remote_segment *remote) { return &cluster->connections[remote->index]; }

int remote_part(struct remote_segment *remote, u64 offset, off_t *position, u64 *size) {
  u32 i = 0;
  while (offset >= remote->extent[i].size) offset -= remote->extent[i++].size;
  *position = (off_t)(remote->extent[i].offset + offset);
  *size = remote->extent[i].size - offset;
  return remote->fd[i];
}

static int remote_open(struct remote_segment *remote, struct segment *segment) {
  struct extent *extents = cluster->extents[segment - cluster->segments];
  for (u32 i = 0; i < segment->extents; i++) {
    remote->extent[i] = extents[i];
    remote->fd[i] = pages_open(extents[i].file);
    if (remote->fd[i] < 0) return 0;
    remote->extents++;
  }
  return 1;
}

static void remote_free(struct remote_segment *remote) {
  for (u32 i = 0; i < remote->extents; i++) close(remote->fd[i]);
  free(remote);
}

void API(SCIConnectSegment)(struct descriptor *sd, struct remote_segment **out, u32 node, u32 id, u32 adapter,
                            void *callback, void *arg, u32 timeout, u32 flags, u32 *error) {
  struct segment *segment = NULL;
  struct connection *connection = NULL;
  (void)timeout;
  lock();
  u32 result = flags & ~(u32)V_SCI_FLAG_USE_CALLBACK ? ERR_ILLEGAL_FLAG : reach(adapter, node);
  for (u32 i = 0; i < SEGMENTS && !segment; i++) {
    struct segment *s = &cluster->segments[i];
    if (s->used && s->node == node && s->id == id && (s->available >> adapter & 1)) segment = s;
  }
  for (u32 i = 0; i < CONNECTIONS && !connection; i++) {
    if (!cluster->connections[i].used) connection = &cluster->connections[i];
  }
  if (!result && !segment) result = ERR_NO_SUCH_SEGMENT;
  if (!result && !connection) result = ERR_NOSPC;
  struct remote_segment *remote = result ? NULL : calloc(1, sizeof *remote);
  if (remote && !remote_open(remote, segment)) {
    remote_free(remote);
    result = ERR_NO_SUCH_SEGMENT;
  }
  if (!result) {
    u64 serial = next_serial();
    *connection = (struct connection){.used = 1, .slot = my_slot, .node = my_node, .adapter = adapter,
                                      .segment = (u32)(segment - cluster->segments), .serial = serial, .state = OPEN};
    remote->object = (struct object){REMOTE_SEGMENT, serial, flags ? callback : NULL, arg, NULL};
    remote->descriptor = sd;
    remote->index = (u32)(connection - cluster->connections);
    remote->node = node;
    remote->size = segment->size;
    object_add(&remote->object);
    sd->resources++;
    struct event event = {.target = segment->serial, .reason = CB_CONNECT, .node = my_node, .adapter = adapter};
    send_event(segment->slot, &event);
    *out = remote;
  }
  put_error(error, result);
  unlock();
}

void API(SCIDisconnectSegment)(struct remote_segment *remote, u32 flags, u32 *error) {
  lock();
  u32 result = flags ? ERR_ILLEGAL_FLAG : remote->maps ? ERR_BUSY : 0;
  if (!result) {
    object_remove(&remote->object);
    connection_end(connection_of(remote), CB_DISCONNECT);
    remote->descriptor->resources--;
    remote_free(remote);
  }
  put_error(error, result);
  unlock();
}

size_t API(SCIGetRemoteSegmentSize)(struct remote_segment *remote) { return remote->size; }

/* Puts the segment, or a private copy of it, in the place of a map. */
static int show(struct map *map, int shared) {
  int flags = MAP_FIXED | (shared ? MAP_SHARED : MAP_PRIVATE);
  off_t position;
  for (u64 done = 0, size; done < map->pages; done += size) {
    int fd = remote_part(map->remote, map->offset + done, &position, &size);
    if (size > map->pages - done) size = map->pages - done;
    if (mmap((char *)map->address + done, size, map->protection, flags, fd, position) == MAP_FAILED) return 0;
  }
  return 1;
}

void map_show(struct map *map, int shared) {
  if (!show(map, shared)) abort();
}

void remote_watch(struct remote_segment *remote) {
  struct connection *c = connection_of(remote);
  if (c->state == CUT) return;
  if (c->state == CUTTING) {
    for (struct map *map = remote->maps; map; map = map->next) map_show(map, 0);
    c->state = CUT;
    callback_queue(&remote->object, c->reason, remote->node, c->adapter);
    return;
  }
  u32 down = (u32)link_down(c->adapter, my_node, remote->node);
  if (down == remote->down) return;
  remote->down = down;
  for (struct map *map = remote->maps; map; map = map->next) map_show(map, !down);
  callback_queue(&remote->object, down ? CB_NOT_OPERATIONAL : CB_OPERATIONAL, remote->node, c->adapter);
}

volatile void *API(SCIMapRemoteSegment)(struct remote_segment *remote, struct map **out, size_t offset, size_t size,
                                        void *address, u32 flags, u32 *error) {
  u64 skipped = offset % page, pages = (skipped + size + page - 1) / page * page;
  int fixed = flags & V_SCI_FLAG_FIXED_MAP_ADDR;
  struct map *map = NULL;
  lock();
  u32 result = 0;
  if (flags & ~(u32)(V_SCI_FLAG_READONLY_MAP | V_SCI_FLAG_FIXED_MAP_ADDR)) result = ERR_ILLEGAL_FLAG;
  else if (connection_of(remote)->state != OPEN) result = ERR_NOT_CONNECTED;
  else if (remote->down) result = ERR_NO_LINK_ACCESS;
  else if (offset % 8) result = ERR_OFFSET_ALIGNMENT;
  else if (size % 8 || size == 0) result = ERR_SIZE_ALIGNMENT;
  else if (offset > remote->size || size > remote->size - offset) result = ERR_OUT_OF_RANGE;
  else if (fixed && (skipped || (uintptr_t)address % page)) result = ERR_ILLEGAL_ADDRESS;
  else {
    int protection = flags & V_SCI_FLAG_READONLY_MAP ? PROT_READ : PROT_READ | PROT_WRITE;
    void *memory = mmap(fixed ? address : NULL, pages, PROT_NONE,
                        MAP_PRIVATE | MAP_ANONYMOUS | (fixed ? MAP_FIXED : 0), -1, 0);
    struct map made = {.remote = remote, .address = memory, .pages = pages, .offset = offset - skipped,
                       .pointer = (char *)memory + skipped, .size = size, .protection = protection,
                       .next = remote->maps};
    if (memory == MAP_FAILED || !show(&made, 1)) {
      if (memory != MAP_FAILED) munmap(memory, pages);
      result = ERR_NOSPC;
    } else {
      map = malloc(sizeof *map);
      *map = made;
      remote->maps = map;
      *out = map;
    }
  }
  put_error(error, result);
  unlock();
  return map ? map->pointer : NULL;
}

void API(SCIUnmapSegment)(struct map *map, u32 flags, u32 *error) {
  lock();
  u32 result = flags ? ERR_ILLEGAL_FLAG : map->sequences ? ERR_BUSY : 0;
  if (!result) {
    munmap(map->address, map->pages);
    if (map->local) map->local->maps--;
    else {
      struct map **m = &map->remote->maps;
      while (*m != map) m = &(*m)->next;
      *m = map->next;
    }
    free(map);
  }
  put_error(error, result);
  unlock();
}

void API(SCICreateMapSequence)(struct map *map, struct sequence **out, u32 flags, u32 *error) {
  u32 result = flags ? ERR_ILLEGAL_FLAG : map->remote ? 0 : ERR_ILLEGAL_PARAMETER;
  if (!result) {
    *out = calloc(1, sizeof **out);
    (*out)->map = map;
    map->sequences++;
  }
  put_error(error, result);
}

void API(SCIRemoveSequence)(struct sequence *sequence, u32 flags, u32 *error) {
  put_error(error, flags ? ERR_ILLEGAL_FLAG : 0);
  if (flags) return;
  sequence->map->sequences--;
  free(sequence);
}

u32 API(SCIStartSequence)(struct sequence *sequence, u32 flags, u32 *error) {
  struct remote_segment *remote = sequence->map->remote;
  struct connection *c = connection_of(remote);
  put_error(error, flags ? ERR_ILLEGAL_FLAG : 0);
  if (c->state != OPEN) return SEQ_NOT_RETRIABLE;
  sequence->changes = link_changes(c->adapter, my_node, remote->node);
  if (link_down(c->adapter, my_node, remote->node)) return SEQ_RETRIABLE;
  sequence->error = SEQ_OK;
  sequence->started = 1;
  return SEQ_OK;
}

u32 API(SCICheckSequence)(struct sequence *sequence, u32 flags, u32 *error) {
  struct remote_segment *remote = sequence->map->remote;
  struct connection *c = connection_of(remote);
  put_error(error, flags ? ERR_ILLEGAL_FLAG : 0);
  atomic_thread_fence(memory_order_seq_cst);
  if (c->state != OPEN) return SEQ_NOT_RETRIABLE;
  if (!sequence->started || sequence->error) return SEQ_PENDING;
  if (sequence->changes != link_changes(c->adapter, my_node, remote->node)) {
    sequence->error = SEQ_RETRIABLE;
    return SEQ_RETRIABLE;
  }
  return SEQ_OK;
}

#ifndef STUB_WITHOUT_MEMCPY
void API(SCIMemCpy)(struct sequence *sequence, void *memory, struct map *map, size_t offset, size_t size, u32 flags,
                    u32 *error) {
  u32 result = 0;
  (void)sequence;
  if (flags) result = ERR_ILLEGAL_FLAG;
  else if (offset % 4) result = ERR_OFFSET_ALIGNMENT;
  else if (offset > map->size || size > map->size - offset) result = ERR_OUT_OF_RANGE;
  else memcpy(map->pointer + offset, memory, size);
  put_error(error, result);
}
#endif

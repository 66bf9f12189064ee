/* SPDX-License-Identifier: Apache-2.0 */
/* Transfers by an engine, which here is the caller. */
#include "stub.h"

#define ALIGNMENT 8
#define LARGE (1u << 20) /* whoever waits for so much has to wait twice */

struct dma_queue {
  struct descriptor *descriptor;
  u32 adapter, most, state;
  int slow;
};

struct vector { u32 size, local_offset, remote_offset, flags; };

void API(SCICreateDMAQueue)(struct descriptor *sd, struct dma_queue **out, u32 adapter, u32 most, u32 flags, u32 *error) {
  u32 result = flags ? ERR_ILLEGAL_FLAG : adapter_error(adapter);
  if (!result && (most == 0 || most > 256)) result = ERR_ILLEGAL_PARAMETER;
  if (!result) {
    *out = calloc(1, sizeof **out);
    **out = (struct dma_queue){.descriptor = sd, .adapter = adapter, .most = most, .state = DMA_IDLE};
    lock();
    sd->resources++;
    unlock();
  }
  put_error(error, result);
}

void API(SCIRemoveDMAQueue)(struct dma_queue *queue, u32 flags, u32 *error) {
  u32 result = flags ? ERR_ILLEGAL_FLAG : queue->state == DMA_POSTED ? ERR_ILLEGAL_OPERATION : 0;
  if (!result) {
    lock();
    queue->descriptor->resources--;
    unlock();
    free(queue);
  }
  put_error(error, result);
}

static u32 check(struct dma_queue *queue, struct local_segment *local, struct remote_segment *remote, u64 from, u64 to, u64 size) {
  struct segment *segment = &cluster->segments[local->index];
  if (queue->state == DMA_POSTED) return ERR_BUSY;
  if (!(segment->prepared >> 8 >> queue->adapter & 1)) return ERR_SEGMENT_NOT_PREPARED;
  if (size == 0 || size % ALIGNMENT) return ERR_SIZE_ALIGNMENT;
  if (from % ALIGNMENT || to % ALIGNMENT) return ERR_OFFSET_ALIGNMENT;
  if (from > segment->size || size > segment->size - from) return ERR_OUT_OF_RANGE;
  if (to > remote->size || size > remote->size - to) return ERR_OUT_OF_RANGE;
  return 0;
}

static void move(struct dma_queue *queue, struct local_segment *local, struct remote_segment *remote, u64 from, u64 to, u64 size, int read) {
  struct connection *c = &cluster->connections[remote->index];
  char *memory = (char *)local->memory + from;
  if (c->state != OPEN || link_down(c->adapter, my_node, remote->node)) {
    queue->state = DMA_ERROR;
    return;
  }
  while (size) {
    off_t position;
    u64 most;
    int fd = remote_part(remote, to, &position, &most);
    if (most > size) most = size;
    ssize_t n = read ? pread(fd, memory, most, position) : pwrite(fd, memory, most, position);
    if (n <= 0) { queue->state = DMA_ERROR; return; }
    size -= (u64)n; memory += n; to += (u64)n;
  }
}

void API(SCIStartDmaTransfer)(struct dma_queue *queue, struct local_segment *local, struct remote_segment *remote,
                              size_t from, size_t size, size_t to, void *callback, void *arg, u32 flags, u32 *error) {
  (void)callback; (void)arg;
  lock();
  u32 result = flags & ~(u32)V_SCI_FLAG_DMA_READ ? ERR_ILLEGAL_FLAG : check(queue, local, remote, from, to, size);
  if (!result) {
    queue->state = DMA_POSTED;
    queue->slow = size >= LARGE;
    move(queue, local, remote, from, to, size, flags != 0);
  }
  put_error(error, result);
  unlock();
}

void API(SCIStartDmaTransferVec)(struct dma_queue *queue, struct local_segment *local, struct remote_segment *remote,
                                 size_t length, struct vector *vector, void *callback, void *arg, u32 flags, u32 *error) {
  (void)callback; (void)arg;
  lock();
  u32 result = flags & ~(u32)V_SCI_FLAG_DMA_READ ? ERR_ILLEGAL_FLAG : 0;
  if (!result && (length == 0 || length > queue->most)) result = ERR_ILLEGAL_PARAMETER;
  for (size_t i = 0; i < length && !result; i++) {
    result = vector[i].flags ? ERR_ILLEGAL_FLAG : check(queue, local, remote, vector[i].local_offset, vector[i].remote_offset, vector[i].size);
  }
  if (!result) queue->state = DMA_POSTED;
  for (size_t i = 0; i < length && !result && queue->state == DMA_POSTED; i++) {
    move(queue, local, remote, vector[i].local_offset, vector[i].remote_offset, vector[i].size, flags != 0);
  }
  put_error(error, result);
  unlock();
}

u32 API(SCIWaitForDMAQueue)(struct dma_queue *queue, u32 timeout, u32 flags, u32 *error) {
  put_error(error, 0);
  (void)timeout; (void)flags;
  if (queue->state == DMA_POSTED && queue->slow) {
    queue->slow = 0;
    put_error(error, ERR_TIMEOUT);
  } else if (queue->state == DMA_POSTED) {
    queue->state = DMA_DONE;
  }
  return queue->state;
}

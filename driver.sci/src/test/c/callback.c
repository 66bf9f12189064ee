/* SPDX-License-Identifier: Apache-2.0 */
/* The thread that runs callbacks, one after the other. */
#include "stub.h"

struct call {
  u64 target;
  struct event event;
  struct call *next;
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static struct call *first, **last = &first;
static int stopping;
static pthread_t thread;
static u64 running; /* guarded by the mutex of the cluster */

void object_add(struct object *object) {
  object->next = objects;
  objects = object;
}

struct object *object_find(u64 serial) {
  for (struct object *o = objects; o; o = o->next) {
    if (o->serial == serial) return o;
  }
  return NULL;
}

void object_remove(struct object *object) {
  struct object **o = &objects;
  while (*o && *o != object) o = &(*o)->next;
  if (*o) *o = object->next;
  while (running == object->serial && !pthread_equal(pthread_self(), thread)) {
    unlock();
    usleep(50);
    lock();
  }
}

void callback_event(struct object *object, const struct event *event) {
  if (!object->callback) return;
  struct call *call = malloc(sizeof *call);
  if (!call) abort();
  call->target = object->serial;
  call->event = *event;
  call->next = NULL;
  pthread_mutex_lock(&mutex);
  *last = call;
  last = &call->next;
  pthread_cond_signal(&filled);
  pthread_mutex_unlock(&mutex);
}

void callback_queue(struct object *object, u32 reason, u32 node, u32 adapter) {
  struct event event = {.reason = reason, .node = node, .adapter = adapter};
  callback_event(object, &event);
}

static void drained(u64 serial) {
  for (u32 i = 0; i < INTERRUPTS; i++) {
    struct interrupt *interrupt = &cluster->interrupts[i];
    if (interrupt->used && interrupt->serial == serial) interrupt->pending--;
  }
}

static void perform(struct call *call) {
  struct event *e = &call->event;
  lock();
  struct object *o = object_find(call->target);
  struct object copy;
  if (o) {
    running = o->serial;
    copy = *o;
  }
  unlock();
  if (!o) return;
  switch (copy.kind) {
    case LOCAL_SEGMENT:
      ((int (*)(void *, void *, u32, u32, u32, u32))copy.callback)(copy.arg, o, e->reason, e->node, e->adapter, 0);
      break;
    case REMOTE_SEGMENT:
      ((int (*)(void *, void *, u32, u32))copy.callback)(copy.arg, o, e->reason, 0);
      break;
    case LOCAL_INTERRUPT:
      ((int (*)(void *, void *, void *, u32, u32))copy.callback)(copy.arg, o, e->data, e->length, 0);
      break;
  }
  lock();
  if (copy.kind == LOCAL_INTERRUPT) drained(copy.serial);
  running = 0;
  unlock();
}

static void *run(void *unused) {
  (void)unused;
  pthread_setname_np(pthread_self(), "sisci-callback");
  pthread_mutex_lock(&mutex);
  for (;;) {
    while (!first && !stopping) pthread_cond_wait(&filled, &mutex);
    if (stopping) break;
    struct call *call = first;
    first = call->next;
    if (!first) last = &first;
    pthread_mutex_unlock(&mutex);
    perform(call);
    free(call);
    pthread_mutex_lock(&mutex);
  }
  pthread_mutex_unlock(&mutex);
  return NULL;
}

void callbacks_start(void) {
  stopping = 0;
  if (pthread_create(&thread, NULL, run, NULL)) abort();
}

void callbacks_stop(void) {
  pthread_mutex_lock(&mutex);
  stopping = 1;
  pthread_cond_signal(&filled);
  pthread_mutex_unlock(&mutex);
  pthread_join(thread, NULL);
  while (first) {
    struct call *call = first;
    first = call->next;
    free(call);
  }
  last = &first;
}

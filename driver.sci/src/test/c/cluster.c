/* SPDX-License-Identifier: Apache-2.0 */
/* The state that the processes share, and the thread that watches it. */
#include "stub.h"

#include <dlfcn.h>
#include <linux/futex.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>

struct cluster *cluster;
struct links *links;
u32 my_slot, my_node, adapters, page;
struct object *objects;
char directory[512];

static int alive_fd = -1;
static pthread_t watcher;
static _Atomic int stopping;

void lock(void) {
  if (pthread_mutex_lock(&cluster->mutex) == EOWNERDEAD) {
    pthread_mutex_consistent(&cluster->mutex);
  }
}

void unlock(void) { pthread_mutex_unlock(&cluster->mutex); }

u64 next_serial(void) { return ++cluster->serials; }

/* Opens a file of the cluster, which processes of all users share. */
int open_shared(const char *name, int flags) {
  char path[600];
  snprintf(path, sizeof path, "%s/%s", directory, name);
  int fd = open(path, O_RDWR | O_CLOEXEC | flags, 0666);
  if (fd >= 0 && flags & O_CREAT) fchmod(fd, 0666); /* which only its owner can, and needs to */
  return fd;
}

u32 index_of(u32 node) { return node / 4 - 1; }

u32 link_changes(u32 adapter, u32 a, u32 b) {
  u32 i = index_of(a), j = index_of(b);
  _Atomic u32(*changes)[NODES] = links->changes[adapter];
  return changes[i][j] + changes[i][i] + changes[j][j];
}

int link_down(u32 adapter, u32 a, u32 b) {
  u32 i = index_of(a), j = index_of(b);
  _Atomic u32(*changes)[NODES] = links->changes[adapter];
  return i != j && ((changes[i][j] | changes[i][i] | changes[j][j]) & 1);
}

u32 adapter_error(u32 adapter) {
  return adapter >= ADAPTERS ? ERR_ILLEGAL_ADAPTERNO : adapter >= adapters ? ERR_NO_SUCH_ADAPTERNO : 0;
}

/* Whether a node answers; with the mutex held. */
u32 reach(u32 adapter, u32 node) {
  if (adapter_error(adapter)) return adapter_error(adapter);
  if (node == 0 || node % 4 || node > 4 * NODES) return ERR_ILLEGAL_NODEID;
  if (link_down(adapter, my_node, node)) return ERR_NO_LINK_ACCESS;
  for (u32 i = 0; i < SLOTS; i++) {
    if (cluster->slots[i].used && cluster->slots[i].node == node) return 0;
  }
  return cluster->seen[index_of(node)] ? ERR_NODE_NOT_RESPONDING : ERR_NO_SUCH_NODEID;
}

void wake(u32 slot) {
  cluster->slots[slot].wake++;
  syscall(SYS_futex, &cluster->slots[slot].wake, FUTEX_WAKE, 1, NULL, NULL, 0);
}

int send_event(u32 to, const struct event *event) {
  struct slot *slot = &cluster->slots[to];
  if (slot->tail - slot->head == RING) return 0;
  slot->ring[slot->tail % RING] = *event;
  slot->tail++;
  wake(to);
  return 1;
}

static int lock_slot(u32 slot, int command, short type) {
  struct flock range = {.l_type = type, .l_whence = SEEK_SET, .l_start = slot, .l_len = 1};
  int result = fcntl(alive_fd, command, &range);
  return command == F_OFD_GETLK ? result == 0 && range.l_type == F_UNLCK : result;
}

/* Ends what a process had that is gone. */
static void reap(u32 slot, u32 reason) {
  for (u32 i = 0; i < CONNECTIONS; i++) {
    struct connection *connection = &cluster->connections[i];
    if (connection->used && connection->slot == slot) connection_end(connection, reason);
  }
  for (u32 i = 0; i < SEGMENTS; i++) {
    struct segment *segment = &cluster->segments[i];
    if (segment->used && segment->slot == slot) {
      segment_end(segment, reason);
      pages_drop(i);
      segment->used = 0;
    }
  }
  for (u32 i = 0; i < INTERRUPTS; i++) {
    struct interrupt *interrupt = &cluster->interrupts[i];
    if (interrupt->used && interrupt->slot == slot) interrupt->used = 0;
  }
  cluster->slots[slot].used = 0;
  links->seen[slot] = 0;
}

static void reap_dead(void) {
  for (u32 i = 0; i < SLOTS; i++) {
    if (i != my_slot && cluster->slots[i].used && lock_slot(i, F_OFD_GETLK, F_WRLCK)) {
      reap(i, CB_LOST);
    }
  }
}

static void take_events(void) {
  struct slot *slot = &cluster->slots[my_slot];
  for (; slot->head != slot->tail; slot->head++) {
    struct event *event = &slot->ring[slot->head % RING];
    struct object *object = object_find(event->target);
    if (object) callback_event(object, event);
  }
}

/* Tells exporters what their connections' links do. */
static void watch_exports(void) {
  for (u32 i = 0; i < CONNECTIONS; i++) {
    struct connection *c = &cluster->connections[i];
    struct segment *segment = &cluster->segments[c->segment];
    if (!c->used || c->state != OPEN || segment->slot != my_slot) continue;
    u32 down = link_down(c->adapter, my_node, c->node);
    if (down != c->exporter_down) {
      struct object *object = object_find(segment->serial);
      c->exporter_down = down;
      if (object) callback_queue(object, down ? CB_NOT_OPERATIONAL : CB_OPERATIONAL, c->node, c->adapter);
    }
  }
}

static void *watch(void *unused) {
  struct timespec last = {0, 0};
  (void)unused;
  pthread_setname_np(pthread_self(), "sisci-stub");
  while (!stopping) {
    u32 seen = cluster->slots[my_slot].wake;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    lock();
    u32 generation = links->generation;
    take_events();
    for (struct object *o = objects; o; o = o->next) {
      if (o->kind == REMOTE_SEGMENT) remote_watch((struct remote_segment *)o);
    }
    if (generation != links->seen[my_slot]) {
      watch_exports();
      links->seen[my_slot] = generation;
    }
    if ((now.tv_sec - last.tv_sec) * 1000 + (now.tv_nsec - last.tv_nsec) / 1000000 >= 50) {
      last = now;
      reap_dead();
    }
    unlock();
    struct timespec timeout = {0, 10000000};
    syscall(SYS_futex, &cluster->slots[my_slot].wake, FUTEX_WAIT, seen, &timeout, NULL, 0);
  }
  return NULL;
}

/* Reads the configuration; 0 if there is none. */
static int configure(char *given) {
  Dl_info info;
  char path[600];
  if (dladdr((void *)&cluster_attach, &info)) {
    snprintf(path, sizeof path, "%s.conf", info.dli_fname);
    FILE *file = fopen(path, "re");
    if (file) {
      int n = fscanf(file, "%511s %u %u", given, &my_node, &adapters);
      fclose(file);
      return n == 3;
    }
  }
  const char *dir = getenv("SISCI_STUB_DIR"), *node = getenv("SISCI_STUB_NODE");
  const char *count = getenv("SISCI_STUB_ADAPTERS");
  if (!dir || !node) return 0;
  snprintf(given, sizeof directory, "%s", dir);
  my_node = (u32)atoi(node);
  adapters = count ? (u32)atoi(count) : 1;
  return 1;
}

static void *map_file(const char *name, size_t size, int *created) {
  int fd = open_shared(name, O_CREAT);
  struct stat status;
  if (fd < 0 || flock(fd, LOCK_EX) || fstat(fd, &status)) return NULL;
  *created = status.st_size == 0;
  if (*created && ftruncate(fd, (off_t)size)) return NULL;
  void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (*created && size == sizeof(struct cluster) && memory != MAP_FAILED) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&((struct cluster *)memory)->mutex, &attributes);
  }
  flock(fd, LOCK_UN); /* which the map would keep */
  close(fd);
  return memory == MAP_FAILED ? NULL : memory;
}

u32 cluster_attach(void) {
  int created;
  char given[sizeof directory], *real;
  if (!configure(given)) return ERR_NO_SUCH_ADAPTERNO;
  if (adapters > ADAPTERS || my_node == 0 || my_node % 4 || my_node > 4 * NODES) return ERR_ILLEGAL_PARAMETER;
  real = realpath(given, NULL); /* as it is in the lists of the system */
  snprintf(directory, sizeof directory, "%s", real ? real : given);
  free(real);
  page = (u32)sysconf(_SC_PAGESIZE);
  cluster = map_file("cluster", sizeof *cluster, &created);
  links = map_file("links", sizeof *links, &created);
  alive_fd = open_shared("alive", O_CREAT);
  if (!cluster || !links || alive_fd < 0) return ERR_SYSTEM;
  lock();
  my_slot = SLOTS;
  reap_dead();
  for (u32 i = 0; i < SLOTS && my_slot == SLOTS; i++) {
    if (!cluster->slots[i].used && lock_slot(i, F_OFD_SETLK, F_WRLCK) == 0) my_slot = i;
  }
  if (my_slot < SLOTS) {
    struct slot *slot = &cluster->slots[my_slot];
    slot->head = slot->tail = 0;
    slot->node = my_node;
    slot->used = 1;
    cluster->seen[index_of(my_node)] = 1;
    if (links->generation == 0) links->generation = 1;
    links->seen[my_slot] = links->generation;
  }
  unlock();
  if (my_slot == SLOTS) return ERR_NOSPC;
  stopping = 0;
  callbacks_start();
  return pthread_create(&watcher, NULL, watch, NULL) ? ERR_SYSTEM : 0;
}

void cluster_detach(void) {
  stopping = 1;
  wake(my_slot);
  pthread_join(watcher, NULL);
  callbacks_stop();
  lock();
  reap(my_slot, CB_DISCONNECT);
  objects = NULL;
  unlock();
  close(alive_fd);
  munmap(links, sizeof *links);
  munmap(cluster, sizeof *cluster);
}

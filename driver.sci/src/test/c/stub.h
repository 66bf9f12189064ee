/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A libsisci.so without hardware: processes of one host are the nodes of a cluster, which lives in
 * a directory. Each process that initialises the library takes a slot of a file that all of them
 * map; a thread of the library watches it, another one runs callbacks. A process that dies is
 * noticed by the lock that it held.
 *
 * Where the directory is and which node this is says a file beside the library, <library>.conf
 * ("directory node adapters" in one line), else SISCI_STUB_DIR, SISCI_STUB_NODE and
 * SISCI_STUB_ADAPTERS of the environment.
 *
 * Variants for tests, by -D: STUB_FUNCTION (prefix of the functions), STUB_WITHOUT_CONSTANTS,
 * STUB_WITHOUT_FORCE_DISCONNECT, STUB_WITHOUT_MEMCPY, STUB_API (what SCI_Q_API answers),
 * STUB_INITIALIZE (the error of SCIInitialize), and the values in flags.h.
 */
#ifndef STUB_H
#define STUB_H

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "flags.h"

#ifndef STUB_FUNCTION
#define STUB_FUNCTION _SISCI_PUBLIC_FUNC_MT_
#endif
#define PASTE_NOW(a, b) a##b
#define PASTE(a, b) PASTE_NOW(a, b)
#define API(name) PASTE(STUB_FUNCTION, name)

typedef unsigned int u32;
typedef uint64_t u64;

enum { CB_CONNECT = 1, CB_DISCONNECT, CB_NOT_OPERATIONAL, CB_OPERATIONAL, CB_LOST };
enum { SEQ_OK, SEQ_RETRIABLE, SEQ_NOT_RETRIABLE, SEQ_PENDING };
enum { DMA_IDLE, DMA_GATHER, DMA_POSTED, DMA_DONE, DMA_ABORTED, DMA_ERROR };

#define ERR(code) (0x40000000u | (code))
enum {
  ERR_BUSY = ERR(0x900), ERR_ILLEGAL_FLAG = ERR(0x902), ERR_NOSPC = ERR(0x904),
  ERR_ILLEGAL_ADAPTERNO = ERR(0x908), ERR_NO_SUCH_ADAPTERNO = ERR(0x909), ERR_TIMEOUT = ERR(0x90A),
  ERR_OUT_OF_RANGE = ERR(0x90B), ERR_NO_SUCH_SEGMENT = ERR(0x90C), ERR_ILLEGAL_NODEID = ERR(0x90D),
  ERR_SIZE_ALIGNMENT = ERR(0x910), ERR_OFFSET_ALIGNMENT = ERR(0x911),
  ERR_ILLEGAL_PARAMETER = ERR(0x912), ERR_SEGMENT_NOT_PREPARED = ERR(0x914),
  ERR_ILLEGAL_ADDRESS = ERR(0x915), ERR_ILLEGAL_OPERATION = ERR(0x916),
  ERR_ILLEGAL_QUERY = ERR(0x917), ERR_SEGMENTID_USED = ERR(0x918), ERR_SYSTEM = ERR(0x919),
  ERR_NOT_CONNECTED = ERR(0x91B), ERR_NOT_INITIALIZED = ERR(0x920),
  ERR_NO_SUCH_NODEID = ERR(0xA00), ERR_NODE_NOT_RESPONDING = ERR(0xA02),
  ERR_NO_LINK_ACCESS = ERR(0xA05), ERR_TRANSFER_FAILED = ERR(0xA06)
};

/* What the processes share. */

#define SLOTS 64
#define SEGMENTS 8192
#define EXTENTS 16 /* of one segment */
#define CONNECTIONS 16384
#define INTERRUPTS 1024
#define RING 1024
#define QUEUE 64 /* interrupts that may wait at one receiver */
#define DATA 64
#define NODES 64
#define ADAPTERS 4

struct event {
  u64 target; /* serial of the object at the receiver */
  u32 reason, node, adapter, length;
  unsigned char data[DATA];
};

struct slot {
  u32 used, node;
  _Atomic u32 wake;
  u32 head, tail;
  struct event ring[RING];
};

/* A part of a file with pages. */
struct extent { u64 file, offset, size; };

struct segment {
  u32 used, slot, node, id, extents;
  u64 serial, size;
  u32 prepared, available; /* bit per adapter */
};

enum { OPEN, CUTTING, CUT };

struct connection {
  u32 used, slot, node, adapter, segment, reason, exporter_down;
  u64 serial;
  _Atomic u32 state;
};

struct interrupt {
  u32 used, slot, node, adapter, number, pending;
  u64 serial;
};

struct cluster {
  pthread_mutex_t mutex;
  u64 serials;
  u32 seen[NODES]; /* node ids that ever took part */
  struct slot slots[SLOTS];
  struct segment segments[SEGMENTS];
  struct extent extents[SEGMENTS][EXTENTS];
  struct connection connections[CONNECTIONS];
  struct interrupt interrupts[INTERRUPTS];
};

/*
 * The file "links", which tests write: changes[a][i][j] counts how often the link of adapter a
 * between nodes 4(i+1) and 4(j+1) has changed, so odd means down; [i][i] is the adapter itself.
 * seen[] is the generation that each process has acted on.
 */
struct links {
  _Atomic u32 generation;
  _Atomic u32 seen[SLOTS]; /* 0: slot not used */
  u32 reserved[63];
  _Atomic u32 changes[ADAPTERS][NODES][NODES];
};

/* What is in this process; guarded by the mutex of the cluster, too. */

enum kind { LOCAL_SEGMENT, REMOTE_SEGMENT, LOCAL_INTERRUPT };

struct descriptor { u32 resources; };

/* Something that callbacks go to. */
struct object {
  enum kind kind;
  u64 serial;
  void *callback, *arg;
  struct object *next;
};

struct local_segment {
  struct object object;
  struct descriptor *descriptor;
  u32 index, flags, maps;
  void *memory; /* own map, or what was registered */
  int registered;
  int fd; /* of memory of the library, else -1 */
};

struct remote_segment {
  struct object object;
  struct descriptor *descriptor;
  u32 index, node, down, extents;
  u64 size;
  struct extent extent[EXTENTS];
  int fd[EXTENTS];
  struct map *maps;
};

struct map {
  struct remote_segment *remote; /* NULL: of a local segment */
  struct local_segment *local;
  void *address; /* of the pages */
  u64 pages, offset; /* bytes; of the first page in the segment */
  char *pointer;
  u64 size;
  int protection;
  _Atomic u32 sequences;
  struct map *next;
};

struct sequence {
  struct map *map;
  u32 changes;
  int error, started;
};

extern char directory[512];
extern struct cluster *cluster;
extern struct links *links;
extern u32 my_slot, my_node, adapters, page;
extern struct object *objects;

u32 cluster_attach(void);
void cluster_detach(void);
void lock(void);
void unlock(void);
u64 next_serial(void);
int open_shared(const char *name, int flags);
u32 index_of(u32 node);
int link_down(u32 adapter, u32 a, u32 b);
u32 link_changes(u32 adapter, u32 a, u32 b);
u32 reach(u32 adapter, u32 node);
u32 adapter_error(u32 adapter);
int send_event(u32 slot, const struct event *event);
void wake(u32 slot);

void object_add(struct object *object);
void object_remove(struct object *object); /* waits for a callback that runs */
struct object *object_find(u64 serial);
void callback_queue(struct object *object, u32 reason, u32 node, u32 adapter);
void callbacks_start(void);
void callbacks_stop(void);
void callback_event(struct object *object, const struct event *event);

int pages_create(u32 index, u64 size); /* appended to a segment; -1 if that cannot be */
int pages_open(u64 file);
u32 pages_register(u32 index, void *address, u64 size);
void pages_give_back(void *address, u64 size); /* what no other segment has registered */
void pages_drop(u32 index);
void segment_end(struct segment *segment, u32 reason); /* cuts those that are connected */
int segment_cut_pending(u32 index);
void connection_end(struct connection *connection, u32 reason);
/* What of the segment lies at an offset in one piece: where in the file, how much, and the file. */
int remote_part(struct remote_segment *remote, u64 offset, off_t *position, u64 *size);
void remote_watch(struct remote_segment *remote); /* acts on cuts and links */
void map_show(struct map *map, int shared);

static inline void put_error(u32 *error, u32 value) { if (error) *error = value; }

#endif

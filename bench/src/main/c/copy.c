// SPDX-License-Identifier: Apache-2.0
// Stores, loads and memcpy between private memory and a memory file.
#include "measure.h"
#include <sys/mman.h>

#define PIECES 16

struct copy {
  char *target, *source;
  size_t size;
};

static void bulk(void *context) {
  struct copy *c = context;
  memcpy(c->target, c->source, c->size);
  keep();
}

static void pieces(void *context) {
  struct copy *c = context;
  for (size_t i = 0; i < PIECES; i++)
    memcpy(c->target + i * c->size, c->source + i * c->size, c->size);
  keep();
}

static void complete(void *context) {
  bulk(context);
  __sync_synchronize();
}

static void store_complete(void *context) {
  struct copy *c = context;
  __atomic_store_n((uint64_t *)c->target, c->size, __ATOMIC_RELEASE);
  __sync_synchronize();
}

static void load(void *context) {
  struct copy *c = context;
  (void)__atomic_load_n((uint64_t *)c->source, __ATOMIC_ACQUIRE);
}

int main(int count, char **values) {
  struct run run = arguments(count, values);
  die_with_parent();
  place(run.cpu_a);
  int scattered = is(&run, "putv") || is(&run, "getv");
  size_t length = run.size * (scattered ? PIECES : 1);
  int file = memfd_create("rsm-bench", MFD_CLOEXEC);
  if (file < 0 || ftruncate(file, length) != 0) fail("memfd_create");
  char *shared = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, file, 0);
  char *own = malloc(length);
  if (shared == MAP_FAILED || own == NULL) fail("memory");
  memset(own, 1, length);
  int into_own = is(&run, "get") || is(&run, "bulk-get") || is(&run, "getv");
  struct copy c = {into_own ? own : shared, into_own ? shared : own, run.size};
  void (*operation)(void *) = scattered                      ? pieces
                              : is(&run, "get")              ? load
                              : is(&run, "put-completion")   ? (run.size == 8 ? store_complete : complete)
                                                             : bulk;
  measure(&run, operation, &c);
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
// Two processes, two ranges of shared memory: the limit that no other way of talking can beat.
#include "measure.h"
#include <sys/mman.h>
#include <sys/wait.h>

struct sides {
  char *out, *in, *own;
  size_t payload;
  uint64_t turn;
};

// The number of the turn is the last thing written, behind the payload.
static inline void send_turn(struct sides *s) {
  memcpy(s->out, s->own, s->payload);
  __atomic_store_n((uint64_t *)(s->out + s->payload), s->turn, __ATOMIC_RELEASE);
}

static inline void await_turn(struct sides *s) {
  while (__atomic_load_n((uint64_t *)(s->in + s->payload), __ATOMIC_ACQUIRE) != s->turn) spin();
}

static void round_trip(void *context) {
  struct sides *s = context;
  s->turn++;
  send_turn(s);
  await_turn(s);
}

int main(int count, char **values) {
  struct run run = arguments(count, values);
  if (run.size < 8) run.size = 8;
  die_with_parent();
  size_t lane = (run.size + 4095) / 4096 * 4096;
  char *memory =
      mmap(NULL, 2 * lane, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
  char *own = calloc(1, run.size);
  if (memory == MAP_FAILED || own == NULL) fail("memory");
  struct sides s = {memory, memory + lane, own, run.size - 8, 0};
  pid_t child = fork();
  if (child < 0) fail("fork");
  if (child == 0) {
    die_with_parent();
    place(run.cpu_b);
    struct sides other = {s.in, s.out, own, s.payload, 0};
    for (long i = answers(&run); i > 0; i--) {
      other.turn++;
      await_turn(&other);
      send_turn(&other);
    }
    _exit(0);
  }
  place(run.cpu_a);
  measure(&run, round_trip, &s);
  waitpid(child, NULL, 0);
  return 0;
}

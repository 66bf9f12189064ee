// SPDX-License-Identifier: Apache-2.0
// One-sided transfers of OpenSHMEM: put and quiet, get, and waiting for a value.
#include "measure.h"
#include <shmem.h>

static char *memory, *own;
static size_t size;
static long turn;
static int other;

static void send_turn(void) {
  if (size > 8) {
    shmem_putmem(memory, own, size - 8, other);
    shmem_fence();
  }
  shmem_long_p((long *)(memory + size - 8), turn, other);
}

static void await_turn(void) {
  shmem_long_wait_until((long *)(memory + size - 8), SHMEM_CMP_EQ, turn);
}

static void round_trip(void *context) {
  (void)context;
  turn++;
  send_turn();
  await_turn();
}

static void put_whole(void *context) {
  (void)context;
  if (size == 8)
    shmem_long_p((long *)memory, turn, other);
  else
    shmem_putmem(memory, own, size, other);
  shmem_quiet();
}

static void get_whole(void *context) {
  (void)context;
  if (size == 8)
    turn += shmem_long_g((long *)memory, other);
  else
    shmem_getmem(own, memory, size, other);
}

int main(int count, char **values) {
  struct run run = arguments(count, values);
  shmem_init();
  int rank = shmem_my_pe();
  place(rank == 0 ? run.cpu_a : run.cpu_b);
  other = 1 - rank;
  size = run.size < 8 ? 8 : run.size;
  own = calloc(1, size);
  memory = shmem_calloc(1, size);
  if (own == NULL || memory == NULL) fail("memory");
  shmem_barrier_all();
  int in_turns = is(&run, "ping-pong");
  if (rank == 0) {
    int reads = is(&run, "get") || is(&run, "bulk-get");
    measure(&run, in_turns ? round_trip : reads ? get_whole : put_whole, NULL);
  } else if (in_turns) {
    for (long i = answers(&run); i > 0; i--) {
      turn++;
      await_turn();
      send_turn();
    }
  }
  shmem_barrier_all();
  shmem_free(memory);
  free(own);
  shmem_finalize();
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
// One-sided transfers of MPI: put and get into a window of the other process, each completed by a flush.
#include "measure.h"
#include <mpi.h>

static MPI_Win window;
static char *memory, *own;
static size_t size;
static uint64_t turn;
static int other;

static void put(size_t offset, const void *from, size_t length) {
  MPI_Put(from, length, MPI_BYTE, other, offset, length, MPI_BYTE, window);
  MPI_Win_flush(other, window);
}

static void send_turn(void) {
  if (size > 8) put(0, own, size - 8);
  put(size - 8, &turn, 8);
}

static void await_turn(void) {
  while (__atomic_load_n((uint64_t *)(memory + size - 8), __ATOMIC_ACQUIRE) != turn) {
    MPI_Win_sync(window);
    spin();
  }
}

static void round_trip(void *context) {
  (void)context;
  turn++;
  send_turn();
  await_turn();
}

static void put_whole(void *context) {
  (void)context;
  put(0, own, size);
}

static void get_whole(void *context) {
  (void)context;
  MPI_Get(own, size, MPI_BYTE, other, 0, size, MPI_BYTE, window);
  MPI_Win_flush(other, window);
}

int main(int count, char **values) {
  MPI_Init(&count, &values);
  struct run run = arguments(count, values);
  int rank;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  place(rank == 0 ? run.cpu_a : run.cpu_b);
  other = 1 - rank;
  size = run.size < 8 ? 8 : run.size;
  own = calloc(1, size);
  MPI_Win_allocate(size, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &memory, &window);
  memset(memory, 0, size);
  MPI_Win_lock_all(0, window);
  MPI_Barrier(MPI_COMM_WORLD);
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
  MPI_Barrier(MPI_COMM_WORLD);
  MPI_Win_unlock_all(window);
  MPI_Win_free(&window);
  free(own);
  MPI_Finalize();
  return 0;
}

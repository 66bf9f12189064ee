// SPDX-License-Identifier: Apache-2.0
// Two processes that wake each other by eventfd; the one that waits is blocked in read.
#include "measure.h"
#include <sys/eventfd.h>
#include <sys/wait.h>

struct sides {
  int out, in;
};

static void post(int descriptor) {
  uint64_t one = 1;
  if (write(descriptor, &one, sizeof one) != sizeof one) fail("write");
}

static void await(int descriptor) {
  uint64_t value;
  if (read(descriptor, &value, sizeof value) != sizeof value) fail("read");
}

static void round_trip(void *context) {
  struct sides *s = context;
  post(s->out);
  await(s->in);
}

int main(int count, char **values) {
  struct run run = arguments(count, values);
  die_with_parent();
  struct sides s = {eventfd(0, 0), eventfd(0, 0)};
  if (s.out < 0 || s.in < 0) fail("eventfd");
  pid_t child = fork();
  if (child < 0) fail("fork");
  if (child == 0) {
    die_with_parent();
    place(run.cpu_b);
    for (long i = answers(&run); i > 0; i--) {
      await(s.out);
      post(s.in);
    }
    _exit(0);
  }
  place(run.cpu_a);
  measure(&run, round_trip, &s);
  waitpid(child, NULL, 0);
  return 0;
}

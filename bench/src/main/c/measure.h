// SPDX-License-Identifier: Apache-2.0
// What every program here shares: arguments, placement, bursts, output.
//
//   PROGRAM WORK SIZE BURSTS OPERATIONS CPU_A CPU_B bursts|each
//
// prints one line: "values" and the mean nanoseconds of an operation in each burst, or "counts" and how often
// an operation took how many nanoseconds. A CPU of -1 leaves the placement to the kernel.
#ifndef MEASURE_H
#define MEASURE_H
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#define PAUSE_NANOS 200000
#define WARM_UP_BURSTS 2

struct run {
  const char *work;
  size_t size;
  long bursts, operations;
  int cpu_a, cpu_b, each, paused;
};

static inline void fail(const char *what) {
  perror(what);
  exit(1);
}

static inline int is(const struct run *run, const char *work) { return strcmp(run->work, work) == 0; }

static inline struct run arguments(int count, char **values) {
  if (count != 8) {
    fprintf(stderr, "usage: %s WORK SIZE BURSTS OPERATIONS CPU_A CPU_B bursts|each\n", values[0]);
    exit(2);
  }
  struct run run = {values[1],       (size_t)atol(values[2]), atol(values[3]),
                    atol(values[4]), atoi(values[5]),         atoi(values[6]),
                    strcmp(values[7], "each") == 0, strcmp(values[1], "signal-blocked") == 0};
  return run;
}

static inline void die_with_parent(void) { prctl(PR_SET_PDEATHSIG, SIGKILL); }

static inline void place(int cpu) {
  if (cpu < 0) return;
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(cpu, &set);
  if (sched_setaffinity(0, sizeof set, &set) != 0) fail("sched_setaffinity");
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static inline void spin(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static inline void keep(void) { __asm__ volatile("" ::: "memory"); }

// How many operations the other side has to answer.
static inline long answers(const struct run *run) {
  return (run->bursts + WARM_UP_BURSTS) * run->operations;
}

static int ascending(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return x < y ? -1 : x > y;
}

static inline void print_counts(int64_t *samples, long count) {
  qsort(samples, count, sizeof *samples, ascending);
  printf("counts");
  for (long i = 0; i < count;) {
    long j = i;
    while (j < count && samples[j] == samples[i]) j++;
    printf(" %lld:%ld", (long long)samples[i], j - i);
    i = j;
  }
  printf("\n");
}

static inline void measure(const struct run *run, void (*operation)(void *), void *context) {
  long total = run->bursts * run->operations, next = 0;
  int64_t *samples = malloc(total * sizeof *samples);
  double *means = malloc(run->bursts * sizeof *means);
  if (samples == NULL || means == NULL) fail("malloc");
  int single = run->each || run->paused;
  for (long burst = -WARM_UP_BURSTS; burst < run->bursts; burst++) {
    int64_t busy = 0, begin = now();
    for (long i = 0; i < run->operations; i++) {
      if (!single) {
        operation(context);
        continue;
      }
      if (run->paused)
        for (int64_t until = now() + PAUSE_NANOS; now() < until;) spin();
      int64_t start = now();
      operation(context);
      int64_t took = now() - start;
      busy += took;
      if (burst >= 0) samples[next++] = took;
    }
    if (!single) busy = now() - begin;
    if (burst >= 0) means[burst] = (double)busy / run->operations;
  }
  if (run->each) {
    print_counts(samples, total);
  } else {
    printf("values");
    for (long i = 0; i < run->bursts; i++) printf(" %.3f", means[i]);
    printf("\n");
  }
  fflush(stdout);
  free(samples);
  free(means);
}
#endif

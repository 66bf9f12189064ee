/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pages of segments lie in files of the cluster. Memory that is registered gets the file in its
 * place. Pages that are registered again stay where they are, so segments that overlap share them,
 * and a segment is a list of extents. Which pages are registered the system tells: a process may
 * unmap them at any time, and may have another copy of the library that registered them.
 */
#include "stub.h"

#define NAME "segment-%llu"

/* Memory of this process that is a part of a file. */
struct mapping {
  uintptr_t start;
  struct extent extent;
};

static int open_pages(u64 file, int flags) {
  char name[40];
  snprintf(name, sizeof name, NAME, (unsigned long long)file);
  return open_shared(name, flags);
}

int pages_open(u64 file) { return open_pages(file, 0); }

static int append(u32 index, struct extent extent) {
  struct segment *segment = &cluster->segments[index];
  if (segment->extents == EXTENTS) return 0;
  cluster->extents[index][segment->extents++] = extent;
  return 1;
}

int pages_create(u32 index, u64 size) {
  u64 file = next_serial();
  if (!append(index, (struct extent){file, 0, size})) return -1;
  int fd = open_pages(file, O_CREAT | O_EXCL);
  if (fd < 0 || posix_fallocate(fd, 0, (off_t)size) == 0) return fd;
  close(fd);
  return -1;
}

/* Whether a line of the system's list is a part of a file of the cluster. */
static int parse(const char *line, struct mapping *mapping) {
  unsigned long start, end, offset;
  unsigned long long file;
  char shared, rest;
  int name = 0;
  if (sscanf(line, "%lx-%lx %*3c%c %lx %*s %*s %n", &start, &end, &shared, &offset, &name) != 4 || !name) return 0;
  size_t length = strlen(directory);
  if (shared != 's' || strncmp(line + name, directory, length)) return 0;
  if (sscanf(line + name + length, "/" NAME "%c", &file, &rest) != 2 || rest != '\n') return 0;
  *mapping = (struct mapping){start, {file, offset, end - start}};
  return 1;
}

/* Finds what is next in a range. */
static int next_mapping(FILE *maps, uintptr_t from, uintptr_t to, struct mapping *mapping) {
  char line[1200];
  while (maps && fgets(line, sizeof line, maps)) {
    if (!parse(line, mapping) || mapping->start + mapping->extent.size <= from) continue;
    if (mapping->start >= to) return 0;
    u64 skipped = mapping->start < from ? from - mapping->start : 0;
    mapping->start += skipped;
    mapping->extent.offset += skipped;
    mapping->extent.size -= skipped;
    if (mapping->extent.size > to - mapping->start) mapping->extent.size = to - mapping->start;
    return 1;
  }
  return 0;
}

/* Pages of a new file, with what is in the memory. */
static u32 copy(u32 index, uintptr_t start, u64 size) {
  int fd = pages_create(index, size);
  ssize_t written = fd < 0 ? -1 : 0;
  for (u64 done = 0; done < size && written >= 0; done += (u64)written) {
    written = pwrite(fd, (char *)start + done, size - done, (off_t)done);
  }
  u32 result = fd < 0 ? ERR_NOSPC : written < 0 ? ERR_ILLEGAL_ADDRESS : 0;
  if (fd >= 0) close(fd);
  return result;
}

/* Puts the files that are newer than a serial in the place of the memory. */
static u32 put(u32 index, char *address, u64 oldest) {
  for (u32 i = 0; i < cluster->segments[index].extents; i++) {
    struct extent *e = &cluster->extents[index][i];
    if (e->file > oldest) {
      int fd = pages_open(e->file);
      void *memory = fd < 0 ? MAP_FAILED
                            : mmap(address, e->size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0);
      if (fd >= 0) close(fd);
      if (memory == MAP_FAILED) return ERR_ILLEGAL_ADDRESS;
    }
    address += e->size;
  }
  return 0;
}

u32 pages_register(u32 index, void *address, u64 size) {
  uintptr_t at = (uintptr_t)address, end = at + size;
  u64 oldest = cluster->serials;
  u32 result = 0;
  struct mapping mapping;
  FILE *maps = fopen("/proc/self/maps", "re");
  while (!result && next_mapping(maps, at, end, &mapping)) {
    if (at < mapping.start) result = copy(index, at, mapping.start - at);
    if (!result && !append(index, mapping.extent)) result = ERR_NOSPC;
    at = mapping.start + mapping.extent.size;
  }
  if (maps) fclose(maps);
  if (!result && at < end) result = copy(index, at, end - at);
  if (!result) result = put(index, address, oldest);
  if (result) pages_drop(index);
  return result;
}

/* Whether a segment has a page; shortens the size to what this holds for. */
static int page_used(u64 file, u64 offset, u64 *size) {
  for (u32 i = 0; i < SEGMENTS; i++) {
    for (u32 j = 0; cluster->segments[i].used && j < cluster->segments[i].extents; j++) {
      struct extent *e = &cluster->extents[i][j];
      if (e->file != file || e->offset + e->size <= offset) continue;
      if (e->offset <= offset) {
        if (*size > e->offset + e->size - offset) *size = e->offset + e->size - offset;
        return 1;
      }
      if (*size > e->offset - offset) *size = e->offset - offset;
    }
  }
  return 0;
}

/* Private memory with the contents: a store that changes nothing copies each page. */
static void make_private(uintptr_t start, u64 size, u64 file, u64 offset) {
  int fd = pages_open(file);
  void *memory = fd < 0 ? MAP_FAILED
                        : mmap((void *)start, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, fd, (off_t)offset);
  for (u64 i = 0; i < size && memory != MAP_FAILED; i += page) atomic_fetch_add((_Atomic u32 *)(start + i), 0);
  if (fd >= 0) close(fd);
}

void pages_give_back(void *address, u64 size) {
  uintptr_t start = (uintptr_t)address;
  struct mapping mapping;
  FILE *maps = fopen("/proc/self/maps", "re");
  while (next_mapping(maps, start, start + size, &mapping)) {
    struct extent *e = &mapping.extent;
    for (u64 done = 0, run; done < e->size; done += run) {
      run = e->size - done;
      if (!page_used(e->file, e->offset + done, &run)) {
        make_private(mapping.start + done, run, e->file, e->offset + done);
      }
    }
  }
  if (maps) fclose(maps);
}

/* Deletes the files that no other segment has a part of. */
void pages_drop(u32 index) {
  u32 count = cluster->segments[index].extents;
  cluster->segments[index].extents = 0;
  for (u32 i = 0; i < count; i++) {
    u64 all = UINT64_MAX;
    struct extent *e = &cluster->extents[index][i];
    char path[600];
    if (page_used(e->file, 0, &all) || all != UINT64_MAX) continue;
    snprintf(path, sizeof path, "%s/" NAME, directory, (unsigned long long)e->file);
    unlink(path);
  }
}

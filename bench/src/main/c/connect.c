// SPDX-License-Identifier: Apache-2.0
// A connection over a unix socket, a descriptor passed over it, its memory mapped and unmapped again.
#include "measure.h"
#include <stddef.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#define LENGTH 4096

static struct sockaddr_un address = {.sun_family = AF_UNIX};
static socklen_t address_length;

static void pass(int connection, int descriptor) {
  char octet = 0, control[CMSG_SPACE(sizeof(int))] = {0};
  struct iovec part = {&octet, 1};
  struct msghdr message = {
      .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  if (sendmsg(connection, &message, 0) != 1) fail("sendmsg");
}

static int receive(int connection) {
  char octet, control[CMSG_SPACE(sizeof(int))];
  struct iovec part = {&octet, 1};
  struct msghdr message = {
      .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  if (recvmsg(connection, &message, MSG_CMSG_CLOEXEC) != 1) fail("recvmsg");
  int descriptor;
  memcpy(&descriptor, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof descriptor);
  return descriptor;
}

static void connect_and_disconnect(void *context) {
  (void)context;
  int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connection < 0 || connect(connection, (struct sockaddr *)&address, address_length) != 0)
    fail("connect");
  int descriptor = receive(connection);
  char *memory = mmap(NULL, LENGTH, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  if (memory == MAP_FAILED) fail("mmap");
  munmap(memory, LENGTH);
  close(descriptor);
  close(connection);
}

int main(int count, char **values) {
  struct run run = arguments(count, values);
  die_with_parent();
  int length = snprintf(address.sun_path + 1, sizeof address.sun_path - 1, "rsm-bench-%d", getpid());
  address_length = offsetof(struct sockaddr_un, sun_path) + 1 + length;
  int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, address_length) != 0 ||
      listen(listener, 16) != 0)
    fail("listen");
  int memory = memfd_create("rsm-bench", MFD_CLOEXEC);
  if (memory < 0 || ftruncate(memory, LENGTH) != 0) fail("memfd_create");
  pid_t child = fork();
  if (child < 0) fail("fork");
  if (child == 0) {
    die_with_parent();
    place(run.cpu_b);
    for (long i = answers(&run); i > 0; i--) {
      int connection = accept(listener, NULL, NULL);
      if (connection < 0) fail("accept");
      pass(connection, memory);
      char octet;
      if (read(connection, &octet, 1) != 0) fail("end of file");
      close(connection);
    }
    _exit(0);
  }
  place(run.cpu_a);
  measure(&run, connect_and_disconnect, NULL);
  waitpid(child, NULL, 0);
  return 0;
}

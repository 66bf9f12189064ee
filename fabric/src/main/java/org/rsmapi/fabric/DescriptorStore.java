// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.rsmapi.fabric.linux.Errno.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmException;
import org.rsmapi.fabric.linux.Errno;

/**
 * Keeps descriptors alive outside the descriptor table: as messages in sockets that nobody has read
 * yet. A hundred cost one descriptor.
 *
 * <p>Each message stays where it is while others are taken from the middle, since looking at a
 * message (MSG_PEEK at an offset, SO_PEEK_OFF) opens what it carries once more.
 *
 * <p>The kernel limits what all processes of a user have under way, by the limit of descriptors
 * (unix(7), ETOOMANYREFS). So this is for those who need more than the table has room for.
 */
final class DescriptorStore {

  static final DescriptorStore OF_PROCESS = new DescriptorStore();

  /** As many as surely fit into a socket's buffer. */
  private static final int LOT_SIZE = 128;

  /** A place in the store. */
  static final class Ticket {
    private Lot lot;
    private long serial;

    private Ticket(Lot lot, long serial) {
      this.lot = lot;
      this.serial = serial;
    }
  }

  /** A socket and the messages in it, one byte and one descriptor each. */
  private static final class Lot {
    final UnixSocket writing;
    final UnixSocket reading;

    /** In the order of the messages; null for one that is not needed any more. */
    final List<@Nullable Ticket> tickets = new ArrayList<>();

    long firstSerial;
    int needed;
    int filled;

    Lot(UnixSocket.Pair pair) {
      this.writing = pair.first();
      this.reading = pair.second();
    }

    int index(Ticket ticket) {
      return (int) (ticket.serial - firstSerial);
    }

    void close() {
      reading.close();
      writing.close();
    }
  }

  private @Nullable Lot filling;
  private int lots;

  /** Makes room where a descriptor has to come out and the table is full. */
  private @Nullable Descriptor spare;

  DescriptorStore() {}

  /** Takes a descriptor over and closes it; null if it cannot be kept here. */
  synchronized @Nullable Ticket put(Descriptor descriptor) {
    Ticket ticket = add(descriptor.number());
    if (ticket != null) {
      descriptor.close();
    }
    return ticket;
  }

  private @Nullable Ticket add(int fd) {
    Lot lot = filling;
    if (lot != null && !send(lot, fd)) {
      seal(lot); // full before its time, or the user's limit is reached
      lot = null;
    } else if (lot != null) {
      return enter(lot);
    }
    lot = open();
    if (lot == null) {
      return null;
    }
    if (!send(lot, fd)) {
      closeIfUseless(lot);
      return null;
    }
    return enter(lot);
  }

  private static boolean send(Lot lot, int fd) {
    return lot.writing.sendByte(fd) == 1;
  }

  private @Nullable Lot open() {
    try {
      Lot lot = new Lot(UnixSocket.pair());
      lots++;
      filling = lot;
      keepSpare(lot);
      return lot;
    } catch (RsmException e) {
      return null; // the table is full
    }
  }

  private Ticket enter(Lot lot) {
    Ticket ticket = new Ticket(lot, lot.firstSerial + lot.tickets.size());
    lot.tickets.add(ticket);
    lot.needed++;
    lot.filled++;
    if (lot.filled == LOT_SIZE) {
      seal(lot);
    }
    return ticket;
  }

  /** Nothing is added any more. */
  private void seal(Lot lot) {
    filling = null;
    lot.writing.close();
    closeIfUseless(lot);
  }

  private void keepSpare(Lot lot) {
    if (spare == null) {
      spare = Descriptor.duplicate(lot.reading.number());
    }
  }

  /**
   * Opens once more what was put here.
   *
   * @throws RsmException if the table is full
   */
  synchronized Descriptor open(Ticket ticket) {
    Lot lot = ticket.lot;
    int fd = lot.reading.peekDescriptor(lot.index(ticket));
    if (fd == -Errno.EMFILE && spare != null) {
      spare.close();
      spare = null;
      fd = lot.reading.peekDescriptor(lot.index(ticket));
    } else if (fd >= 0) {
      keepSpare(lot);
    }
    return new Descriptor(check(fd, "recvmsg of a descriptor"));
  }

  /** Gives a place back, once; what was there is closed, at the latest when its neighbours are. */
  synchronized void release(Ticket ticket) {
    Lot lot = ticket.lot;
    drop(lot, lot.index(ticket));
    if (!closeIfUseless(lot) && lot != filling && lot.needed * 4 <= lot.tickets.size()) {
      move(lot);
    }
  }

  private static void drop(Lot lot, int index) {
    lot.tickets.set(index, null);
    lot.needed--;
    while (!lot.tickets.isEmpty() && lot.tickets.getFirst() == null) {
      lot.reading.discard();
      lot.tickets.removeFirst();
      lot.firstSerial++;
    }
  }

  private boolean closeIfUseless(Lot lot) {
    if (lot.needed > 0) {
      return false;
    }
    lot.close();
    lots--;
    if (filling == lot) {
      filling = null;
    }
    if (lots == 0 && spare != null) {
      spare.close();
      spare = null;
    }
    return true;
  }

  /** A lot of mostly gaps: what is left goes to another one, as far as possible. */
  private void move(Lot lot) {
    for (Ticket ticket : lot.tickets.stream().filter(Objects::nonNull).toList()) {
      try (Descriptor descriptor = open(ticket)) {
        Ticket moved = add(descriptor.number());
        if (moved == null) {
          return;
        }
        drop(lot, lot.index(ticket));
        ticket.lot = moved.lot;
        ticket.serial = moved.serial;
        ticket.lot.tickets.set(ticket.lot.index(ticket), ticket);
      } catch (RsmException e) {
        return; // another time
      }
    }
    closeIfUseless(lot);
  }
}

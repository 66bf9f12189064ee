// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.broken;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.CountDownLatch;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** What a driver can do to the process that it is in. */
enum Harm {
  /** Ends it at once. */
  HALT {
    @Override
    void happen() {
      System.out.println("last words");
      Runtime.getRuntime().halt(7);
    }
  },
  /** Ends it as if all were well. */
  EXIT {
    @Override
    void happen() {
      System.exit(0);
    }
  },
  /** Reads memory that is not there, as a wrong native library does. */
  CRASH {
    @Override
    @SuppressWarnings("restricted")
    void happen() {
      System.err.println(MemorySegment.ofAddress(8).reinterpret(8).get(ValueLayout.JAVA_LONG, 0));
    }
  },
  /** Does not return before {@link #endHangs}, whatever happens. */
  HANG {
    @Override
    void happen() {
      CountDownLatch end = hangs;
      while (true) {
        try {
          end.await();
          return;
        } catch (InterruptedException e) {
          // and goes on
        }
      }
    }
  },
  /** Fails. */
  REFUSE {
    @Override
    void happen() {
      throw new RsmException(RsmError.INSUFFICIENT_MEM, "create", "broken");
    }
  },
  /** Prints what looks like what the runner tells. */
  NOISE {
    @Override
    void happen() {
      String line = "{\"event\":\"Done\"}\n{\"event\":\"Finished\"}\n\u0000\n";
      System.out.print(line);
      System.err.print(line);
    }
  };

  private static volatile CountDownLatch hangs = new CountDownLatch(1);

  abstract void happen();

  /** Has the calls that hang go on; later ones hang again. */
  static void endHangs() {
    CountDownLatch ended = hangs;
    hangs = new CountDownLatch(1);
    ended.countDown();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.broken;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.CountDownLatch;

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
  /** Never returns, whatever happens. */
  HANG {
    @Override
    void happen() {
      CountDownLatch never = new CountDownLatch(1);
      while (true) {
        try {
          never.await();
        } catch (InterruptedException e) {
          // and goes on
        }
      }
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

  abstract void happen();
}

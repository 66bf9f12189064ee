// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.spi;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;

/**
 * Faults that a driver brings about on request, so that tests reach the bad days of an application.
 *
 * <p>A driver may offer them, as a provider for {@link java.util.ServiceLoader} (in an OSGi
 * container a service) of the same jar. They are off unless the system property {@link #PROPERTY}
 * is {@code true} when the driver is loaded; off, they cost nothing and can do nothing. They hold
 * for every controller of the driver in this process.
 *
 * <p><b>Threads.</b> Every method may be called from any thread.
 */
@ConsumerType
public interface FaultInjection {

  /** The system property that switches faults on. */
  String PROPERTY = "org.rsmapi.faults";

  /**
   * Returns the type of the driver that this belongs to.
   *
   * @return as {@link RsmDriver#type}
   */
  String type();

  /**
   * Tells whether faults are switched on.
   *
   * @return false if every other method but {@link #type} throws {@link IllegalStateException}
   */
  boolean isEnabled();

  /**
   * Returns the points that the driver offers.
   *
   * @return immutable
   */
  Set<FaultPoint> points();

  /**
   * Has the next calls at a point fail, until the fault is lifted.
   *
   * @param point one of {@link #points}
   * @param error what the calls throw
   * @param times how many calls fail; greater than 0
   * @return the fault
   * @throws IllegalArgumentException if the driver does not offer the point
   */
  Fault fail(FaultPoint point, RsmError error, int times);

  /**
   * Holds calls at a point back until the fault is lifted; a call whose thread is interrupted
   * meanwhile throws {@link RsmError#INTERRUPTED}.
   *
   * @param point one of {@link #points}
   * @return the fault
   * @throws IllegalArgumentException if the driver does not offer the point
   */
  Fault hold(FaultPoint point);

  /**
   * Has the messages to the other side that pass a point get lost, as if the other side had never
   * seen them: the request of {@link FaultPoint#CONNECT} is never answered, the event of {@link
   * FaultPoint#POST} never arrives, the stores of {@link FaultPoint#TRANSFER} do not take place and
   * the barriers that are open learn of it, {@link FaultPoint#LINK} is down.
   *
   * @param point {@link FaultPoint#CONNECT}, {@link FaultPoint#POST}, {@link FaultPoint#TRANSFER}
   *     or {@link FaultPoint#LINK}
   * @return the fault
   * @throws IllegalArgumentException if the driver does not offer the point
   */
  Fault drop(FaultPoint point);

  /**
   * Withdraws a controller, as if its device had been pulled: {@link ControllerListener#withdrawn},
   * and the unit is no longer among {@link RsmDriver#units}.
   *
   * @param unit of the controller
   */
  void withdraw(int unit);

  /**
   * Puts a controller back that was withdrawn.
   *
   * @param unit of the controller
   */
  void restore(int unit);

  /**
   * Breaks the connections of this process to a segment, as if the path to its exporter had been
   * lost.
   *
   * @param id of the segment
   * @return how many connections were broken
   */
  int breakConnections(SegmentId id);

  /** A fault that is armed. */
  @ConsumerType
  interface Fault extends AutoCloseable {

    /**
     * Returns how many calls have met it, those that wait at it included.
     *
     * @return 0 or more
     */
    int hits();

    /** Lifts the fault; may be repeated. */
    @Override
    void close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.rsmapi.RsmError.BAD_ACL;
import static org.rsmapi.RsmError.BAD_ADDR;
import static org.rsmapi.RsmError.BAD_LENGTH;
import static org.rsmapi.RsmError.BAD_MEM_ALIGNMENT;
import static org.rsmapi.RsmError.BAD_SEG_HNDL;
import static org.rsmapi.RsmError.BARRIER_FAILURE;
import static org.rsmapi.RsmError.CONN_ABORTED;
import static org.rsmapi.RsmError.CTLR_NOT_PRESENT;
import static org.rsmapi.RsmError.INSUFFICIENT_MEM;
import static org.rsmapi.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmapi.RsmError.INTERRUPTED;
import static org.rsmapi.RsmError.LOCKS_NOT_SUPPORTED;
import static org.rsmapi.RsmError.MAP_FAILED;
import static org.rsmapi.RsmError.PERM_DENIED;
import static org.rsmapi.RsmError.REBIND_NOT_ALLOWED;
import static org.rsmapi.RsmError.REMOTE_NODE_UNREACHABLE;
import static org.rsmapi.RsmError.SEGID_IN_USE;
import static org.rsmapi.RsmError.SEG_ALREADY_PUBLISHED;
import static org.rsmapi.RsmError.SEG_NOT_PUBLISHED;
import static org.rsmapi.RsmError.SEG_NOT_PUBLISHED_TO_NODE;

import java.util.Set;
import org.rsmapi.RsmError;

/**
 * What a function of the interface answers to what a driver says: the codes that it documents, of
 * those that a driver can have reason for.
 *
 * @param unreachable what a loss of the path is for this function
 * @param defect what the function answers to anything that is not its own
 * @param others what comes through as it is
 */
record DriverCodes(RsmError unreachable, RsmError defect, Set<RsmError> others) {

  static final DriverCodes GET_CONTROLLER = of(CTLR_NOT_PRESENT, INSUFFICIENT_MEM);

  static final DriverCodes TOPOLOGY = of(CTLR_NOT_PRESENT, INSUFFICIENT_MEM);

  static final DriverCodes ALLOCATE =
      new DriverCodes(
          CTLR_NOT_PRESENT, INSUFFICIENT_RESOURCES, Set.of(BAD_ADDR, BAD_LENGTH, INSUFFICIENT_MEM));

  static final DriverCodes CREATE =
      new DriverCodes(
          CTLR_NOT_PRESENT,
          INSUFFICIENT_RESOURCES,
          Set.of(
              BAD_ADDR, BAD_LENGTH, BAD_MEM_ALIGNMENT, INSUFFICIENT_MEM, INTERRUPTED, PERM_DENIED));

  static final DriverCodes LOCAL_MEMORY = of(INSUFFICIENT_MEM, CTLR_NOT_PRESENT);

  static final DriverCodes CONNECT =
      new DriverCodes(
          REMOTE_NODE_UNREACHABLE,
          INSUFFICIENT_RESOURCES,
          Set.of(
              BAD_ADDR,
              CTLR_NOT_PRESENT,
              INSUFFICIENT_MEM,
              INTERRUPTED,
              PERM_DENIED,
              SEG_NOT_PUBLISHED,
              SEG_NOT_PUBLISHED_TO_NODE));

  /** What publishing and republishing make of the list, and ask of the driver for it. */
  static final DriverCodes ACCESS_LIST =
      of(INSUFFICIENT_RESOURCES, BAD_ACL, BAD_ADDR, BAD_SEG_HNDL, INSUFFICIENT_MEM);

  static final DriverCodes PUBLISH =
      of(
          INSUFFICIENT_RESOURCES,
          BAD_ACL,
          BAD_ADDR,
          BAD_SEG_HNDL,
          INSUFFICIENT_MEM,
          INTERRUPTED,
          LOCKS_NOT_SUPPORTED,
          SEGID_IN_USE,
          SEG_ALREADY_PUBLISHED);

  static final DriverCodes REPUBLISH =
      of(
          INSUFFICIENT_RESOURCES,
          BAD_ACL,
          BAD_ADDR,
          BAD_SEG_HNDL,
          INSUFFICIENT_MEM,
          INTERRUPTED,
          LOCKS_NOT_SUPPORTED,
          SEG_NOT_PUBLISHED);

  static final DriverCodes REBIND =
      of(
          INSUFFICIENT_RESOURCES,
          BAD_ADDR,
          BAD_LENGTH,
          BAD_SEG_HNDL,
          CTLR_NOT_PRESENT,
          INSUFFICIENT_MEM,
          INTERRUPTED,
          PERM_DENIED,
          REBIND_NOT_ALLOWED);

  static final DriverCodes UNPUBLISH = of(SEG_NOT_PUBLISHED, BAD_SEG_HNDL, INTERRUPTED);

  static final DriverCodes DESTROY = of(BAD_SEG_HNDL);

  static final DriverCodes MAP = of(MAP_FAILED, CONN_ABORTED);

  static final DriverCodes INIT_BARRIER = of(INSUFFICIENT_MEM);

  /** Order and close; what open says is kept for them. */
  static final DriverCodes BARRIER = of(BARRIER_FAILURE, CONN_ABORTED);

  static final DriverCodes TRANSFER =
      of(BARRIER_FAILURE, BAD_ADDR, CONN_ABORTED, INSUFFICIENT_RESOURCES);

  static final DriverCodes VECTOR =
      new DriverCodes(
          REMOTE_NODE_UNREACHABLE,
          BARRIER_FAILURE,
          Set.of(BAD_ADDR, CONN_ABORTED, INSUFFICIENT_RESOURCES, INTERRUPTED));

  /** The barrier around a transfer in implicit mode. */
  static final DriverCodes NEW_BRACKET = of(INSUFFICIENT_RESOURCES, CONN_ABORTED);

  static final DriverCodes POST =
      new DriverCodes(REMOTE_NODE_UNREACHABLE, CONN_ABORTED, Set.of(CONN_ABORTED));

  /** For a function that documents nothing for the loss of a path. */
  private static DriverCodes of(RsmError defect, RsmError... others) {
    return new DriverCodes(defect, defect, Set.of(others));
  }

  /** Returns what the function answers if the driver says this. */
  RsmError answer(RsmError said) {
    RsmError code = ofTheApi(said);
    if (passes(code)) {
      return code;
    }
    return switch (code) {
      case REMOTE_NODE_UNREACHABLE, CONN_ABORTED -> unreachable;
      case INSUFFICIENT_MEM -> passes(INSUFFICIENT_RESOURCES) ? INSUFFICIENT_RESOURCES : defect;
      case INSUFFICIENT_RESOURCES -> passes(INSUFFICIENT_MEM) ? INSUFFICIENT_MEM : defect;
      default -> defect;
    };
  }

  private boolean passes(RsmError code) {
    return code == unreachable || code == defect || others.contains(code);
  }

  /** Codes that only the interface to drivers has, in terms of the interface to applications. */
  private static RsmError ofTheApi(RsmError said) {
    return switch (said) {
      case RSM_ADDR_UNREACHABLE, COMM_ERR_MAYBE_DELIVERED, COMM_ERR_NOT_DELIVERED ->
          REMOTE_NODE_UNREACHABLE;
      case SEG_NOT_PUBLISHED_TO_RSM_ADDR -> SEG_NOT_PUBLISHED_TO_NODE;
      case SEG_PUBLISHED -> SEG_ALREADY_PUBLISHED;
      case SEG_IN_USE -> SEGID_IN_USE;
      case UNBIND_REBIND_NOT_ALLOWED -> REBIND_NOT_ALLOWED;
      default -> said;
    };
  }
}

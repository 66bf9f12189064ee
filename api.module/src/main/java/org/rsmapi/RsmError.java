// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The error codes of RSMAPI with their numbers, as {@code rsm_common.h} assigns them.
 *
 * <p>The constants are the names of the header without the prefix {@code RSMERR_} ({@code RSM_} for
 * success). Numbers 46 to 99 are not assigned. The codes from 100 are those of the interface
 * between library and driver: an application sees none of them but {@link #BAD_ARGS_ERRORS}. {@link
 * #MISALIGNED_OFFSET}, {@link #LOCKS_NOT_ENABLED} and {@link #BARRIER_OPEN_FAILED} are defined, but
 * no function returns them.
 *
 * <p>Rule ALL-DATA-01. Source: {@code rsm_common.h}.
 */
public enum RsmError {
  /** 0: success. */
  SUCCESS(0, Category.NONE, "success"),

  /** 1: the driver was built for another version of the driver interface. */
  BAD_LIBRARY_VERSION(
      1, Category.UNSUPPORTED, "the driver was built for another version of the driver interface"),

  /** 2: there is no place to put the topology. */
  BAD_TOPOLOGY_PTR(2, Category.ARGUMENT, "there is no place to put the topology"),

  /** 3: the controller handle is invalid: null or released. */
  BAD_CTLR_HNDL(3, Category.STATE, "the controller handle is invalid: null or released"),

  /** 4: the controller is not present, or was withdrawn. */
  CTLR_NOT_PRESENT(4, Category.CONNECTION, "the controller is not present, or was withdrawn"),

  /** 5: the segment handle is invalid, or its state does not allow the call. */
  BAD_SEG_HNDL(
      5, Category.STATE, "the segment handle is invalid, or its state does not allow the call"),

  /** 6: the segment is already published. */
  SEG_ALREADY_PUBLISHED(6, Category.STATE, "the segment is already published"),

  /** 7: the segment is not published. */
  SEG_NOT_PUBLISHED(7, Category.STATE, "the segment is not published"),

  /** 8: the segment is published, but not to this node. */
  SEG_NOT_PUBLISHED_TO_NODE(
      8, Category.PERMISSION, "the segment is published, but not to this node"),

  /** 9: the import segment is already mapped. */
  SEG_ALREADY_MAPPED(9, Category.STATE, "the import segment is already mapped"),

  /** 10: the import segment is still mapped and must be unmapped first. */
  SEG_STILL_MAPPED(
      10, Category.STATE, "the import segment is still mapped and must be unmapped first"),

  /** 11: the import segment is not mapped. */
  SEG_NOT_MAPPED(11, Category.STATE, "the import segment is not mapped"),

  /** 12: the caller did not create the segment. */
  NOT_CREATOR(12, Category.PERMISSION, "the caller did not create the segment"),

  /** 13: the barrier is missing. */
  BAD_BARRIER_PTR(13, Category.ARGUMENT, "the barrier is missing"),

  /** 14: the scatter/gather list is invalid. */
  BAD_SGIO(14, Category.ARGUMENT, "the scatter/gather list is invalid"),

  /** 15: the local memory handle is invalid. */
  BAD_LOCALMEM_HNDL(15, Category.STATE, "the local memory handle is invalid"),

  /** 16: the memory is missing, closed, too short, or of the wrong kind. */
  BAD_ADDR(16, Category.ARGUMENT, "the memory is missing, closed, too short, or of the wrong kind"),

  /** 17: an address, an offset or a length is not aligned. */
  BAD_MEM_ALIGNMENT(17, Category.ARGUMENT, "an address, an offset or a length is not aligned"),

  /** 18: the offset lies outside the segment. */
  BAD_OFFSET(18, Category.ARGUMENT, "the offset lies outside the segment"),

  /** 19: the offset is not aligned. */
  MISALIGNED_OFFSET(19, Category.ARGUMENT, "the offset is not aligned"),

  /** 20: the length is invalid or leads outside the segment. */
  BAD_LENGTH(20, Category.ARGUMENT, "the length is invalid or leads outside the segment"),

  /** 21: the access list is invalid. */
  BAD_ACL(21, Category.ARGUMENT, "the access list is invalid"),

  /** 22: the segment id is missing or not an unsigned 32-bit number. */
  BAD_SEGID(22, Category.ARGUMENT, "the segment id is missing or not an unsigned 32-bit number"),

  /** 23: the segment id lies in a reserved range. */
  RESERVED_SEGID(23, Category.ARGUMENT, "the segment id lies in a reserved range"),

  /** 24: the segment id is in use on this node. */
  SEGID_IN_USE(24, Category.STATE, "the segment id is in use on this node"),

  /** 25: the barrier mode is invalid. */
  BAD_MODE(25, Category.ARGUMENT, "the barrier mode is invalid"),

  /** 26: the permission of the mapping is invalid or exceeds that of the connection. */
  BAD_PERMS(
      26,
      Category.ARGUMENT,
      "the permission of the mapping is invalid or exceeds that of the connection"),

  /** 27: permission denied. */
  PERM_DENIED(27, Category.PERMISSION, "permission denied"),

  /** 28: the driver has no lock operations. */
  LOCKS_NOT_SUPPORTED(28, Category.UNSUPPORTED, "the driver has no lock operations"),

  /** 29: lock operations are not enabled. */
  LOCKS_NOT_ENABLED(29, Category.UNSUPPORTED, "lock operations are not enabled"),

  /** 30: the segment was not created for rebinding. */
  REBIND_NOT_ALLOWED(30, Category.STATE, "the segment was not created for rebinding"),

  /** 31: resources are short. */
  INSUFFICIENT_RESOURCES(31, Category.RESOURCE, "resources are short"),

  /** 32: memory is short. */
  INSUFFICIENT_MEM(32, Category.RESOURCE, "memory is short"),

  /** 33: the mapping failed. */
  MAP_FAILED(33, Category.RESOURCE, "the mapping failed"),

  /** 34: poll references of the segment are outstanding. */
  POLLFD_IN_USE(34, Category.STATE, "poll references of the segment are outstanding"),

  /** 35: no barrier is initialised. */
  BARRIER_UNINITIALIZED(35, Category.STATE, "no barrier is initialised"),

  /** 36: opening the barrier failed. */
  BARRIER_OPEN_FAILED(36, Category.CONNECTION, "opening the barrier failed"),

  /** 37: the barrier is not open. */
  BARRIER_NOT_OPENED(37, Category.STATE, "the barrier is not open"),

  /** 38: an access within the span of the barrier failed. */
  BARRIER_FAILURE(38, Category.CONNECTION, "an access within the span of the barrier failed"),

  /** 39: the remote node cannot be reached. */
  REMOTE_NODE_UNREACHABLE(39, Category.CONNECTION, "the remote node cannot be reached"),

  /** 40: the connection was broken by the exporter or by loss of the path. */
  CONN_ABORTED(
      40, Category.CONNECTION, "the connection was broken by the exporter or by loss of the path"),

  /** 41: the thread was interrupted. */
  INTERRUPTED(41, Category.WAIT, "the thread was interrupted"),

  /** 42: the time is up. */
  TIMEOUT(42, Category.WAIT, "the time is up"),

  /** 43: the application is not in the segment id configuration. */
  BAD_APPID(43, Category.CONFIGURATION, "the application is not in the segment id configuration"),

  /** 44: the segment id configuration is missing or malformed. */
  BAD_CONF(44, Category.CONFIGURATION, "the segment id configuration is missing or malformed"),

  /** 45: the import segment is not connected. */
  SEG_NOT_CONNECTED(45, Category.STATE, "the import segment is not connected"),

  /** 100: internal error. */
  INTERNAL_ERROR(100, Category.DRIVER, "internal error"),

  /** 101: the driver version is not accepted. */
  BAD_DRIVER_VERSION(101, Category.DRIVER, "the driver version is not accepted"),

  /** 102: the version is not supported. */
  UNSUPPORTED_VERSION(102, Category.DRIVER, "the version is not supported"),

  /** 103: the driver name is in use. */
  DRIVER_NAME_IN_USE(103, Category.DRIVER, "the driver name is in use"),

  /** 104: the driver is not registered. */
  DRIVER_NOT_REGISTERED(104, Category.DRIVER, "the driver is not registered"),

  /** 105: a thread of the driver is running. */
  DRIVER_THREAD_RUNNING(105, Category.DRIVER, "a thread of the driver is running"),

  /** 106: the thread must be initialised first. */
  NEED_THREAD_INIT(106, Category.DRIVER, "the thread must be initialised first"),

  /** 107: the thread was not initialised. */
  THREAD_NOT_INITED(107, Category.DRIVER, "the thread was not initialised"),

  /** 108: controllers are still registered. */
  CTLRS_REGISTERED(108, Category.DRIVER, "controllers are still registered"),

  /** 109: the controller is not registered. */
  CTLR_NOT_REGISTERED(109, Category.DRIVER, "the controller is not registered"),

  /** 110: the controller is already registered. */
  CTLR_ALREADY_REGISTERED(110, Category.DRIVER, "the controller is already registered"),

  /** 111: the controller is in use. */
  CTLR_IN_USE(111, Category.DRIVER, "the controller is in use"),

  /** 112: the name is too long. */
  NAME_TOO_LONG(112, Category.DRIVER, "the name is too long"),

  /** 113: the segment is published. */
  SEG_PUBLISHED(113, Category.DRIVER, "the segment is published"),

  /** 114: the segment is not published to the hardware address. */
  SEG_NOT_PUBLISHED_TO_RSM_ADDR(
      114, Category.DRIVER, "the segment is not published to the hardware address"),

  /** 115: the segment is in use. */
  SEG_IN_USE(115, Category.DRIVER, "the segment is in use"),

  /** 116: the send queue handle is invalid. */
  BAD_SENDQ_HNDL(116, Category.DRIVER, "the send queue handle is invalid"),

  /** 117: arguments are invalid. */
  BAD_ARGS_ERRORS(117, Category.ARGUMENT, "arguments are invalid"),

  /** 118: the message type is invalid. */
  BAD_MSTYPE(118, Category.DRIVER, "the message type is invalid"),

  /** 119: the segment has no memory behind it. */
  NO_BACKING_MEM(119, Category.DRIVER, "the segment has no memory behind it"),

  /** 120: the address is not memory. */
  NOT_MEM(120, Category.DRIVER, "the address is not memory"),

  /** 121: memory is already bound. */
  MEM_ALREADY_BOUND(121, Category.DRIVER, "memory is already bound"),

  /** 122: memory is not bound. */
  MEM_NOT_BOUND(122, Category.DRIVER, "memory is not bound"),

  /** 123: the handler is not registered. */
  HANDLER_NOT_REGISTERED(123, Category.DRIVER, "the handler is not registered"),

  /** 124: there is no handler. */
  NO_HANDLER(124, Category.DRIVER, "there is no handler"),

  /** 125: unbind and rebind are not allowed. */
  UNBIND_REBIND_NOT_ALLOWED(125, Category.DRIVER, "unbind and rebind are not allowed"),

  /** 126: callbacks are not supported. */
  CALLBACKS_NOT_SUPPORTED(126, Category.DRIVER, "callbacks are not supported"),

  /** 127: the operation is not supported. */
  UNSUPPORTED_OPERATION(127, Category.DRIVER, "the operation is not supported"),

  /** 128: the hardware address cannot be reached. */
  RSM_ADDR_UNREACHABLE(128, Category.DRIVER, "the hardware address cannot be reached"),

  /** 129: the hardware address is unknown. */
  UNKNOWN_RSM_ADDR(129, Category.DRIVER, "the hardware address is unknown"),

  /** 130: the barrier handle is invalid. */
  BAD_BARRIER_HNDL(130, Category.DRIVER, "the barrier handle is invalid"),

  /** 131: communication failed, the message may have been delivered. */
  COMM_ERR_MAYBE_DELIVERED(
      131, Category.DRIVER, "communication failed, the message may have been delivered"),

  /** 132: communication failed, the message was not delivered. */
  COMM_ERR_NOT_DELIVERED(
      132, Category.DRIVER, "communication failed, the message was not delivered"),

  /** 133: the fence of the queue is up. */
  QUEUE_FENCE_UP(133, Category.DRIVER, "the fence of the queue is up"),

  /** 134: the queue is full. */
  QUEUE_FULL(134, Category.DRIVER, "the queue is full");

  /** What kind of trouble a code stands for, and so what a caller can do about it. */
  public enum Category {
    /** No error. */
    NONE,
    /** An argument is wrong; the same call fails again. */
    ARGUMENT,
    /** The object is in a state that does not allow the call; another call has to come first. */
    STATE,
    /** A right is missing; only the exporter can grant it. */
    PERMISSION,
    /** Something is used up; the same call may succeed later. */
    RESOURCE,
    /** The other side or the path to it failed; repeat the transfer, or connect anew. */
    CONNECTION,
    /** A wait ended without its event; waiting again is allowed. */
    WAIT,
    /** A configuration has to be mended. */
    CONFIGURATION,
    /** The driver does not have what was asked for. */
    UNSUPPORTED,
    /** A code of the interface between library and driver. */
    DRIVER
  }

  private static final Map<Integer, RsmError> BY_NUMBER =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(e -> e.number, Function.identity()));

  private final int number;
  private final Category category;
  private final String meaning;

  RsmError(int number, Category category, String meaning) {
    this.number = number;
    this.category = category;
    this.meaning = meaning;
  }

  /**
   * Returns the constant for a number.
   *
   * @param number a number of the header
   * @return the constant that has this number
   * @throws IllegalArgumentException if no code has this number
   */
  public static RsmError of(int number) {
    RsmError error = BY_NUMBER.get(number);
    if (error == null) {
      throw new IllegalArgumentException(
          "RsmError.of: no RSMAPI error has number=" + number + "; assigned are 0-45 and 100-134");
    }
    return error;
  }

  /**
   * Returns the number that the header assigns.
   *
   * @return 0 to 45 or 100 to 134
   */
  public int number() {
    return number;
  }

  /**
   * Returns what kind of trouble the code stands for.
   *
   * @return the category
   */
  public Category category() {
    return category;
  }

  /**
   * Returns what the code means, as a phrase for people.
   *
   * @return a phrase that begins in lower case and has no full stop
   */
  public String meaning() {
    return meaning;
  }

  /**
   * Returns the name that the C header gives this code.
   *
   * @return for example {@code RSMERR_PERM_DENIED}
   */
  public String headerName() {
    return this == SUCCESS ? "RSM_SUCCESS" : "RSMERR_" + name();
  }
}

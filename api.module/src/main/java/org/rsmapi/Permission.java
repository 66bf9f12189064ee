// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

/**
 * What an importer asks for at connect and at map: reading, writing, or both.
 *
 * <p>Only {@link #READ}, {@link #WRITE} and {@link #RDWR} are accepted by these calls; other bits
 * can be held, so that the call decides with its own code. Access lists use three octal digits
 * instead, see {@link AccessEntry}.
 *
 * <p>Source: {@code rsm_permission_t}.
 *
 * @param bits the bits as in C, for example 0400
 */
public record Permission(int bits) {

  /** No right at all; refused by connect and map. {@code RSM_PERM_NONE}. */
  public static final Permission NONE = new Permission(0);

  /** Reading. {@code RSM_PERM_READ}, 0400. */
  public static final Permission READ = new Permission(0400);

  /** Writing. {@code RSM_PERM_WRITE}, 0200. */
  public static final Permission WRITE = new Permission(0200);

  /** Reading and writing. {@code RSM_PERM_RDWR}, 0600. */
  public static final Permission RDWR = new Permission(0600);

  /**
   * Wraps the bits.
   *
   * @param bits the bits as in C
   * @return the permission
   */
  public static Permission of(int bits) {
    return new Permission(bits);
  }

  /**
   * Tells whether the bits are exactly 0400, 0200 or 0600.
   *
   * @return true if connect and map accept the value
   */
  public boolean isValid() {
    return bits == READ.bits || bits == WRITE.bits || bits == RDWR.bits;
  }

  /**
   * Tells whether reading is included.
   *
   * @return true if the bit 0400 is set
   */
  public boolean canRead() {
    return (bits & READ.bits) != 0;
  }

  /**
   * Tells whether writing is included.
   *
   * @return true if the bit 0200 is set
   */
  public boolean canWrite() {
    return (bits & WRITE.bits) != 0;
  }

  /**
   * Tells whether every right of another permission is also one of this.
   *
   * @param other what is asked for
   * @return true if {@code other} has no bit that this has not
   */
  public boolean covers(Permission other) {
    return (other.bits & ~bits) == 0;
  }

  @Override
  public String toString() {
    return String.format("%04o", bits);
  }
}

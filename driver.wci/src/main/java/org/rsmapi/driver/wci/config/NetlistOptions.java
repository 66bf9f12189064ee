// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

/**
 * How configurations are made from cables.
 *
 * @param controller that they are for
 * @param sliceBase the slice of cnode 0 on controller 0
 * @param gnidOffset the gnid of cnode 0
 * @param multihop whether WCIs are reached over WCIs of other hosts
 * @param passthrough whether hosts that no WCI reaches are reached over other hosts
 * @param linksPerWci how many links of a WCI a route shall use
 */
record NetlistOptions(
    int controller,
    int sliceBase,
    int gnidOffset,
    boolean multihop,
    boolean passthrough,
    int linksPerWci) {

  static final NetlistOptions DEFAULT = new NetlistOptions(0, 0xa1, 0, false, false, 1);

  NetlistOptions withController(int value) {
    return new NetlistOptions(value, sliceBase, gnidOffset, multihop, passthrough, linksPerWci);
  }

  NetlistOptions withSliceBase(int value) {
    return new NetlistOptions(controller, value, gnidOffset, multihop, passthrough, linksPerWci);
  }

  NetlistOptions withGnidOffset(int value) {
    return new NetlistOptions(controller, sliceBase, value, multihop, passthrough, linksPerWci);
  }

  NetlistOptions withMultihop() {
    return new NetlistOptions(controller, sliceBase, gnidOffset, true, passthrough, linksPerWci);
  }

  NetlistOptions withPassthrough() {
    return new NetlistOptions(controller, sliceBase, gnidOffset, multihop, true, linksPerWci);
  }

  NetlistOptions withLinksPerWci(int value) {
    return new NetlistOptions(controller, sliceBase, gnidOffset, multihop, passthrough, value);
  }

  int slice(int cnode) {
    return sliceBase + (multihop ? 10 : 4) * controller + cnode;
  }

  int gnid(int cnode) {
    return gnidOffset + cnode;
  }
}

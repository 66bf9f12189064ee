// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.report;

/** The contrast that WCAG 2 asks for at level AA. */
final class Contrast {

  /** Gives the texts whose contrast is below 4.5 to 1, with their ratio. */
  static final String TOO_LOW =
      """
      const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
      const linear = (c) => c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4;
      const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
      const behind = (element) => {
        const colour = channels(getComputedStyle(element).backgroundColor);
        return colour[3] === 0 ? behind(element.parentElement) : colour;
      };
      const ratio = (element) => {
        const both = [channels(getComputedStyle(element).color), behind(element)].map(luminance);
        return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
      };
      return [...document.body.querySelectorAll('*')]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }))
        .filter((element) => [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
        .filter((element) => !element.disabled)
        .filter((element) => ratio(element) < 4.5)
        .map((element) => element.textContent.slice(0, 40) + ' ' + ratio(element).toFixed(2));
      """;

  private Contrast() {}
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import org.rsmapi.driver.sci.control.Address;
import org.rsmapi.driver.sci.control.SignalSender;

/**
 * The exporter's end of a connection.
 *
 * @param number at this side
 * @param segment what is imported
 * @param importer where the importer receives messages
 * @param importerLink the number at that side
 * @param signals the way to it for events
 */
record ExporterLink(
    int number, SciExport segment, Address importer, int importerLink, SignalSender signals) {}

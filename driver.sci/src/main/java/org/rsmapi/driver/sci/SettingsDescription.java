// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The settings as tools show them to a person; becomes a file in OSGI-INF/metatype. */
@ObjectClassDefinition(
    id = SettingsDescription.PID,
    pid = SettingsDescription.PID,
    name = "Remote Shared Memory API: SCI",
    description =
        "Dolphin's interconnects through SISCI, or an emulated cluster. Changes hold for controllers"
            + " that are opened afterwards.")
@interface SettingsDescription {

  /** What Configuration Admin knows the settings by. */
  String PID = "org.rsmapi.driver.sci";

  /** See {@link SciConfiguration#implementation}. */
  @AttributeDefinition(
      name = "Implementation",
      description = "auto: the library if it is installed, else an emulated cluster.",
      options = {@Option("auto"), @Option("native"), @Option("emulated")},
      required = false)
  String implementation() default "auto";

  /** See {@link SciConfiguration#library}. */
  @AttributeDefinition(
      name = "Library",
      description = "Absolute path of libsisci.so; else it is searched.",
      required = false)
  String library();

  /** See {@link SciConfiguration#nodes}. */
  @AttributeDefinition(
      name = "Node list",
      description =
          "Absolute path of a file in the style of dishosts.conf; else /etc/dis/dishosts.conf, or 8"
              + " nodes for an emulated cluster.",
      required = false)
  String nodes();

  /** See {@link SciConfiguration.Emulation#node}. */
  @AttributeDefinition(
      name = "Node",
      description = "SCI node id of this process in an emulated cluster; else the first free one.",
      required = false)
  String node();

  /** See {@link SciConfiguration.Emulation#adapters}. */
  @AttributeDefinition(
      name = "Adapters",
      description = "How many adapters each node of an emulated cluster has.",
      min = "1",
      max = "4",
      required = false)
  int adapters() default 1;

  /** See {@link SciConfiguration.Emulation#delayed}. */
  @AttributeDefinition(
      name = "Visibility",
      description =
          "When stores of an emulated cluster are seen: at once, or with a flush, so that programs"
              + " that forget a barrier are found.",
      options = {@Option("immediate"), @Option("flush")},
      required = false)
  String visibility() default "immediate";

  /** See {@link SciConfiguration.Emulation#cost}. */
  @AttributeDefinition(
      name = "Cost",
      description = "Whether an emulated cluster takes the time that hardware takes.",
      options = {@Option("none"), @Option("hardware")},
      required = false)
  String cost() default "none";

  /** See {@link BulkThresholds#memCpyPut}. */
  @AttributeDefinition(
      name = "Copy routine",
      description = "Puts of so many bytes and more are left to the copy routine of the library.",
      min = "0",
      required = false)
  long memCpyPut() default 4096;

  /** See {@link BulkThresholds#dmaPut}. */
  @AttributeDefinition(
      name = "DMA from",
      description = "Puts from registered memory of so many bytes and more are done by DMA.",
      min = "0",
      required = false)
  long dmaPut() default 1 << 20;

  /** See {@link BulkThresholds#dmaGet}. */
  @AttributeDefinition(
      name = "DMA to",
      description = "Gets to registered memory of so many bytes and more are done by DMA.",
      min = "0",
      required = false)
  long dmaGet() default 256;

  /** See {@link SciLimits#maxExportSegmentSize}. */
  @AttributeDefinition(
      name = "Largest export segment",
      description = "Bytes; 0: no limit. SISCI cannot be asked.",
      min = "0",
      required = false)
  long maxExportSegmentSize() default 0;

  /** See {@link SciLimits#maxExportSegments}. */
  @AttributeDefinition(
      name = "Export segments",
      description = "Count; 0: no limit.",
      min = "0",
      required = false)
  long maxExportSegments() default 0;

  /** See {@link SciLimits#maxImportMapSize}. */
  @AttributeDefinition(
      name = "Largest mapping",
      description = "Bytes; 0: no limit.",
      min = "0",
      required = false)
  long maxImportMapSize() default 0;

  /** See {@link SciLimits#maxImportSegments}. */
  @AttributeDefinition(
      name = "Import segments",
      description = "Count; 0: no limit.",
      min = "0",
      required = false)
  long maxImportSegments() default 0;
}

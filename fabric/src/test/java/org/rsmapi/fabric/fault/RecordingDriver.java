// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.fault;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.Availability;
import org.rsmapi.spi.ControllerListener;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.DriverImport;
import org.rsmapi.spi.ImportListener;
import org.rsmapi.spi.RsmDriver;

/** A driver with two units that does nothing but note which of its methods were called. */
final class RecordingDriver implements RsmDriver {

  final List<String> calls = new CopyOnWriteArrayList<>();

  /** Of the last import. */
  volatile ImportListener importListener;

  private final MemorySegment window = MemorySegment.ofArray(new byte[8]);

  @Override
  public String type() {
    return "test";
  }

  @Override
  public int spiVersion() {
    calls.add("spiVersion");
    return SPI_VERSION;
  }

  @Override
  public Availability availability() {
    return Availability.available();
  }

  @Override
  public List<Integer> units() {
    return List.of(0, 1);
  }

  @Override
  public DriverController open(int unit, ControllerListener listener) {
    calls.add("open");
    return recording(DriverController.class);
  }

  private <T> T recording(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              calls.add(method.getName());
              return switch (method.getName()) {
                case "topology" -> Optional.empty();
                case "create" -> recording(DriverExport.class);
                case "connect" -> {
                  importListener = (ImportListener) arguments[3];
                  yield recording(DriverImport.class);
                }
                case "publish" -> SegmentId.SYSTEM_FIRST;
                case "allocate", "window", "map", "mapFixed" -> window;
                case "takeArrived" -> 0L;
                default -> null;
              };
            }));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.rsmapi.tck.complement.ComplementDriver;
import org.rsmapi.tck.fixture.Place;

/**
 * A process that tests defects, one after the other. A defect is one of the whole process, and its
 * driver has a namespace of its own, so that workers do not disturb each other.
 */
final class DefectWorker implements AutoCloseable {

  /** A defect that takes longer keeps its tests waiting for ever. */
  private static final long LIMIT_MINUTES = 4;

  private final Process process;
  private final Writer in;
  private final BufferedReader out;

  private DefectWorker(Process process) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.US_ASCII);
    this.out = process.inputReader(StandardCharsets.US_ASCII);
  }

  static DefectWorker start(int number, Area area) throws IOException {
    // Short lives: what a good compiler would win is less than it costs.
    List<String> command =
        new ArrayList<>(
            List.of(
                Place.java(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--"))
        .forEach(command::add);
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("org.rsmapi."))
        .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
    long pid = ProcessHandle.current().pid();
    command.add("-Dorg.rsmapi.fabric.namespace=defects-" + pid + "-" + number);
    String classPath = System.getProperty("java.class.path");
    if (area.isOverComplement()) {
      classPath = ComplementDriver.SERVICES + File.pathSeparator + classPath;
      command.add("-Dorg.rsmapi.tck.controller=" + ComplementDriver.TYPE + 0);
    }
    command.addAll(List.of("-cp", classPath, DefectWorkerMain.class.getName()));
    return new DefectWorker(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Returns what is wrong with what is declared for a defect; empty if nothing is. */
  String test(Defect defect) throws IOException, InterruptedException {
    Thread watch = Thread.ofVirtual().start(this::killWhenLate);
    try {
      in.write(defect.id() + "\n");
      in.flush();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(DefectWorkerMain.RESULT)) {
          String result = line.substring(DefectWorkerMain.RESULT.length());
          return new String(Base64.getDecoder().decode(result), StandardCharsets.UTF_8);
        }
      }
    } finally {
      watch.interrupt();
      watch.join();
    }
    throw new AssertionError(
        defect.id() + ": its process has ended, or has not within " + LIMIT_MINUTES + " minutes");
  }

  private void killWhenLate() {
    try {
      boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
      if (!ended) {
        boolean ignored = process.toHandle().destroyForcibly();
      }
    } catch (InterruptedException e) {
      // it was quick enough
    }
  }

  @Override
  public void close() {
    Process ended = process.destroyForcibly();
    try {
      int ignored = ended.waitFor();
      in.close();
      out.close();
    } catch (IOException e) {
      // what was not read is of no use any more
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.osgi.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/** What a driver offers operators comes and goes with its jar. */
@Timeout(120)
final class DriverConsoleIT {

  private static final String COMMAND = "(&(osgi.command.scope=rsm)(osgi.command.function=acme))";

  @TempDir Path temporary;

  private static InputStream driver() throws Exception {
    return TestBundle.withProvider("console", "DriverConsole", "AcmeConsole");
  }

  @Test
  void shellHasTheCommandWhileTheJarIsThere(@TempDir Path deploy) throws Exception {
    try (RsmProcess shell = RsmProcess.start(temporary, "shell", "--deploy", deploy.toString())) {
      Path jar = deploy.resolve("acme.jar");
      Path other = Files.createTempFile(temporary, "acme", ".jar");
      try (InputStream content = driver()) {
        Files.write(other, content.readAllBytes());
      }
      Files.move(other, jar);
      untilAnswers(shell, "rsm:help", "acme ");
      shell.type("rsm:acme link down 4\nrsm:acme link down 5\necho code $status\n");
      shell.awaitOut("code 2\n");
      shell.assertOut("link       state\nto node 4  down\nOne link is down.\n");
      Files.delete(jar);
      untilAnswers(shell, "rsm:acme link down 4", "Command not found: rsm:acme");
      shell.type("exit 0\n");
      shell.assertExit(0);
    }
    RsmProcess.assertEmpty(temporary);
  }

  /** Types a command until something is said that was not said before. */
  private static void untilAnswers(RsmProcess shell, String command, String answer)
      throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    for (int i = 0; !shell.toString().contains(answer) && System.nanoTime() - end < 0; i++) {
      shell.type(command + "\necho " + answer.length() + "round" + i + "\n");
      shell.awaitOut(answer.length() + "round" + i + "\n");
    }
    assertTrue(shell.toString().contains(answer), shell::toString);
  }

  @Test
  void nothingIsKeptOfADriverThatHasLeft() throws Exception {
    try (Felix felix = new Felix(temporary.resolve("bundles"), temporary.resolve("deploy"))) {
      BundleContext context = felix.context();
      WeakReference<ClassLoader> loader = comesAndGoes(context);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!loader.refersTo(null)) {
        assertTrue(System.nanoTime() < end, "the class loader of the driver stays reachable");
        System.gc();
        Thread.onSpinWait();
      }
    }
  }

  private static WeakReference<ClassLoader> comesAndGoes(BundleContext context) throws Exception {
    assertNull(command(context));
    Bundle driver = context.installBundle("acme", driver());
    driver.start();
    ServiceReference<?> command = command(context);
    assertEquals("org.rsmapi.shell", command.getBundle().getSymbolicName());
    assertTrue(execute(context, "rsm:acme link down 4").contains("One link is down."));
    WeakReference<ClassLoader> loader =
        new WeakReference<>(driver.adapt(BundleWiring.class).getClassLoader());
    driver.uninstall();
    assertNull(command(context));
    assertTrue(!execute(context, "rsm:help").contains("acme"));
    return loader;
  }

  private static ServiceReference<?> command(BundleContext context) throws Exception {
    ServiceReference<?>[] found = context.getAllServiceReferences(null, COMMAND);
    return found == null ? null : found[0];
  }

  /** Has Gogo carry a command out, whose classes are not ours. */
  private static String execute(BundleContext context, String line) throws Exception {
    ServiceReference<?> reference =
        context.getServiceReference("org.apache.felix.service.command.CommandProcessor");
    Object gogo = context.getService(reference);
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(heard, true, StandardCharsets.UTF_8);
    Class<?> processor =
        reference.getBundle().loadClass("org.apache.felix.service.command.CommandProcessor");
    AutoCloseable session =
        (AutoCloseable)
            processor
                .getMethod(
                    "createSession", InputStream.class, OutputStream.class, OutputStream.class)
                .invoke(gogo, InputStream.nullInputStream(), out, out);
    try (session) {
      reference
          .getBundle()
          .loadClass("org.apache.felix.service.command.CommandSession")
          .getMethod("execute", CharSequence.class)
          .invoke(session, line);
    } finally {
      context.ungetService(reference);
    }
    return heard.toString(StandardCharsets.UTF_8);
  }
}

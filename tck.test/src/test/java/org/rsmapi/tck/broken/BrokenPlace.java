// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.broken;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.rsmapi.spi.RsmDriver;
import org.rsmapi.tck.fixture.Surroundings;

/** Has {@link BrokenDriver} tested in this process, in place of loopback, until it is closed. */
public final class BrokenPlace implements AutoCloseable {

  /** Enters the place; the words are those of the property of the driver. */
  public BrokenPlace(String words) {
    System.setProperty(BrokenDriver.PROPERTY, words);
    Surroundings.alone(new Services(), "the broken driver is in one process").enter();
  }

  /** Has calls that hang go on, and the right driver found again. */
  @Override
  public void close() {
    System.clearProperty(BrokenDriver.PROPERTY);
    Surroundings.leave();
    Harm.endHangs();
  }

  /** Finds no other driver. */
  private static final class Services extends ClassLoader {

    Services() {
      super(BrokenPlace.class.getClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals("META-INF/services/" + RsmDriver.class.getName())
          ? Collections.enumeration(List.of(text(BrokenDriver.class.getName())))
          : super.getResources(name);
    }

    private static URL text(String content) throws IOException {
      return URL.of(
          URI.create("text:driver"),
          new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) {
              return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() {
                  return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
                }
              };
            }
          });
    }
  }
}

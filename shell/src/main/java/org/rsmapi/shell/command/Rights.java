// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import java.util.Locale;
import org.rsmapi.Permission;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The rights that an importer asks for, as options have them. */
final class Rights {

  private Rights() {}

  static Permission parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "r", "0400", "400" -> Permission.READ;
      case "w", "0200", "200" -> Permission.WRITE;
      case "rw", "0600", "600" -> Permission.RDWR;
      default ->
          throw new TypeConversionException(
              "'" + text + "': r or 0400 (read), w or 0200 (write), rw or 0600 (both)");
    };
  }

  static String text(Permission permission) {
    String letters = (permission.canRead() ? "r" : "") + (permission.canWrite() ? "w" : "");
    return permission + " (" + letters + ")";
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<Permission> {
    @Override
    public Permission convert(String value) {
      return parse(value);
    }
  }
}

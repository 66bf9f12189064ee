// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import java.util.Optional;
import java.util.regex.Pattern;
import org.rsmapi.AccessEntry;
import org.rsmapi.NodeId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What {@code --allow} says: an entry of the access list.
 *
 * @param node the node it is for; empty for the local one
 * @param permissions three octal digits
 */
public record Grant(Optional<NodeId> node, int permissions) {

  private static final Pattern OCTAL = Pattern.compile("0?[0246]{3}|0");
  private static final String ALLOWED =
      "three octal digits 0, 2 (write), 4 (read) or 6 (both) for owner, group and others, such as"
          + " 0600, or a node and these, such as 3=0644";

  /**
   * Reads a grant.
   *
   * @param text the permissions, or a node id, an equals sign and the permissions
   * @return the grant
   * @throws TypeConversionException if it is none
   */
  public static Grant parse(String text) {
    int equals = text.indexOf('=');
    String digits = text.substring(equals + 1);
    if (!OCTAL.matcher(digits).matches()) {
      throw new TypeConversionException("'" + text + "': " + ALLOWED);
    }
    Optional<NodeId> node =
        equals < 0 ? Optional.empty() : Optional.of(Identifiers.nodeId(text.substring(0, equals)));
    return new Grant(node, Integer.parseInt(digits, 8));
  }

  AccessEntry entry(NodeId localNode) {
    return new AccessEntry(node.orElse(localNode), permissions);
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<Grant> {
    @Override
    public Grant convert(String value) {
      return parse(value);
    }
  }
}

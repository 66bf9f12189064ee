// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/** The tokens of a file, one after the other. What was looked for in vain is part of the error. */
final class Tokens {

  private static final int NAME_LENGTH = 255;

  private final String file;
  private final Lexer lexer;

  /** What would have been right at the next token. */
  private final Set<String> expected = new LinkedHashSet<>();

  private Token next;

  Tokens(String text, String file) {
    this.file = file;
    this.lexer = new Lexer(text);
    this.next = lexer.next();
  }

  Token peek() {
    return next;
  }

  boolean atEnd() {
    return next.isEnd();
  }

  /** Returns the next token, whatever it is. */
  Token advance() {
    expected.clear();
    Token token = next;
    next = lexer.next();
    return token;
  }

  /** Tells whether a keyword or sign comes next. */
  boolean at(String symbol) {
    expected.add("\"" + symbol + "\"");
    return next.text().equals(symbol);
  }

  /** Passes a keyword or sign if it comes next. */
  boolean take(String symbol) {
    boolean there = at(symbol);
    if (there) {
      advance();
    }
    return there;
  }

  /** Passes a keyword or sign, which has to be there. */
  void expect(String symbol) {
    if (!take(symbol)) {
      throw unexpected();
    }
  }

  boolean atInteger(IntegerRange range) {
    expected.add(range.toString());
    return !atEnd() && Character.isDigit(next.text().charAt(0));
  }

  long integer(IntegerRange range) {
    expected.add(range.toString());
    OptionalLong value = range.read(next.text());
    if (value.isEmpty()) {
      throw unexpected();
    }
    advance();
    return value.getAsLong();
  }

  int smallInteger(IntegerRange range) {
    return Math.toIntExact(integer(range));
  }

  String name(String what) {
    expected.add(what + " (a letter, then letters, digits, _ and -; at most 255)");
    String text = next.text();
    if (text.length() > NAME_LENGTH || !text.matches("[A-Za-z][A-Za-z0-9_-]*")) {
      throw unexpected();
    }
    advance();
    return text;
  }

  boolean bool() {
    if (take("true")) {
      return true;
    }
    expect("false");
    return false;
  }

  /** Passes one of the constants, which are written in small letters. */
  <E extends Enum<E>> E constant(E[] constants) {
    for (E constant : constants) {
      if (take(keyword(constant))) {
        return constant;
      }
    }
    throw unexpected();
  }

  static String keyword(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  ConfigurationException unexpected() {
    return wrong(next, "found " + next.shown() + ", expected " + String.join(" or ", expected));
  }

  ConfigurationException wrong(Token token, String message) {
    return ConfigurationException.at(file, token, message);
  }
}

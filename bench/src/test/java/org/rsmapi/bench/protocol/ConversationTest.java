// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationTest {

  @Test
  void aTurnSurvivesBeingALine() {
    Turn turn = new Turn("ping-pong", 4096, 10, 2000, 1, true);
    assertEquals(turn, Turn.parse(turn.line()));
    assertEquals(
        new Turn("connect", 0, 1, 2, Turn.ANYWHERE, false), Turn.parse("connect 0 1 2 -1 bursts"));
  }

  @Test
  void theOtherSideAnswersTheWarmUpToo() {
    assertEquals(
        (10 + Turn.WARM_UP_BURSTS) * 2000L, new Turn("get", 8, 10, 2000, 0, false).answers());
  }

  @Test
  void aProgramLearnsBothProcessors() {
    assertEquals(
        List.of("get", "8", "3", "4", "0", "1", "bursts"),
        new Turn("get", 8, 3, 4, 0, false).arguments(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "get 8 3 4 0", "get 8 3 4 0 bursts more", "get x 3 4 0 bursts"})
  void whatIsNoTurnIsRefused(String line) {
    assertThrows(IllegalArgumentException.class, () -> Turn.parse(line));
  }

  @Test
  void valuesSurviveBeingALine() {
    Answer answer = new Answer.Values(List.of(1.5, 250.125));
    assertEquals("values 1.500 250.125", answer.line());
    assertEquals(answer, Answer.parse(answer.line()));
    assertEquals(new Answer.Values(List.of()), Answer.parse("values"));
  }

  @Test
  void countsSurviveBeingALine() {
    Histogram histogram = Answer.newHistogram();
    histogram.recordValueWithCount(250, 3);
    histogram.recordValue(1000);
    Answer.Counts parsed =
        assertInstanceOf(Answer.Counts.class, Answer.parse(new Answer.Counts(histogram).line()));
    assertEquals(histogram, parsed.histogram());
    assertEquals("counts 250:3 1000:1", parsed.line());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "done", "values x", "counts 5", "counts 5:x"})
  void whatIsNoAnswerIsRefused(String line) {
    assertThrows(IllegalArgumentException.class, () -> Answer.parse(line));
  }
}

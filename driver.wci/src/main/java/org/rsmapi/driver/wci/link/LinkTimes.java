// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

/**
 * Durations and limits of links.
 *
 * @param pollMillis how often links are looked at
 * @param noticeMillis how long software goes on with a link that is dead; 0 for not at all
 * @param cableMillis how long a change of a cable waits for the other end to know it
 * @param errorLimit so many errors between two polls take a link down
 * @param erroneousPolls after so many such polls in a row a link is given up for a while
 * @param giveUpMillis that while
 * @param badConfigMillis how long a link stays down whose ends do not agree
 * @param shortIntervalMillis over which statistics are taken
 * @param shortPerLong how many of those are one long interval
 * @param averageWeight of the running averages
 */
public record LinkTimes(
    long pollMillis,
    long noticeMillis,
    long cableMillis,
    long errorLimit,
    int erroneousPolls,
    long giveUpMillis,
    long badConfigMillis,
    long shortIntervalMillis,
    int shortPerLong,
    int averageWeight) {

  /** As the hardware has them, but for what is noticed at once. */
  public static final LinkTimes DEFAULT =
      new LinkTimes(1_000, 0, 500, 1_000, 100, 120_000, 120_000, 3_600_000, 24, 10);

  /** Checks that each makes sense. */
  public LinkTimes {
    check("pollMillis", pollMillis, 1);
    check("noticeMillis", noticeMillis, 0);
    check("cableMillis", cableMillis, 0);
    check("errorLimit", errorLimit, 1);
    check("erroneousPolls", erroneousPolls, 1);
    check("giveUpMillis", giveUpMillis, 0);
    check("badConfigMillis", badConfigMillis, 0);
    check("shortIntervalMillis", shortIntervalMillis, 1);
    check("shortPerLong", shortPerLong, 1);
    check("averageWeight", averageWeight, 1);
  }

  private static void check(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(name + "=" + value + ": use " + least + " or more");
    }
  }

  /** Returns the defaults with other polls and waits, as tests need them. */
  public static LinkTimes quick(long pollMillis, long waitMillis) {
    return DEFAULT.withPoll(pollMillis).withWaits(waitMillis);
  }

  /** Returns these with another time between polls. */
  public LinkTimes withPoll(long millis) {
    return new LinkTimes(
        millis,
        noticeMillis,
        cableMillis,
        errorLimit,
        erroneousPolls,
        giveUpMillis,
        badConfigMillis,
        shortIntervalMillis,
        shortPerLong,
        averageWeight);
  }

  /** Returns these with another time for which links that failed stay down. */
  public LinkTimes withWaits(long millis) {
    return new LinkTimes(
        pollMillis,
        noticeMillis,
        cableMillis,
        errorLimit,
        erroneousPolls,
        millis,
        millis,
        shortIntervalMillis,
        shortPerLong,
        averageWeight);
  }

  /** Returns these with another time until software notices. */
  public LinkTimes withNotice(long millis) {
    return new LinkTimes(
        pollMillis,
        millis,
        cableMillis,
        errorLimit,
        erroneousPolls,
        giveUpMillis,
        badConfigMillis,
        shortIntervalMillis,
        shortPerLong,
        averageWeight);
  }

  /** Returns these with other limits of errors. */
  public LinkTimes withErrors(long limit, int polls) {
    return new LinkTimes(
        pollMillis,
        noticeMillis,
        cableMillis,
        limit,
        polls,
        giveUpMillis,
        badConfigMillis,
        shortIntervalMillis,
        shortPerLong,
        averageWeight);
  }

  /** Returns these with other intervals of statistics. */
  public LinkTimes withIntervals(long shortMillis, int perLong) {
    return new LinkTimes(
        pollMillis,
        noticeMillis,
        cableMillis,
        errorLimit,
        erroneousPolls,
        giveUpMillis,
        badConfigMillis,
        shortMillis,
        perLong,
        averageWeight);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Which rules are shown. The address keeps it, so that a view can be sent on.

const FACETS = {
  outcome: (rule) => [rule.outcome],
  function: (rule) => rule.functions.map((one) => one.c),
  code: (rule) => rule.codes,
  level: (rule) => [rule.level],
};

const NOTHING = { outcome: [], function: '', code: '', level: '', text: '' };

function chosenOf(filter, facet) {
  return [filter[facet]].flat().filter((value) => value !== '');
}

/** All that is said of a rule, for the search in free text. */
function wordsOf(rule) {
  const failures = failuresOf(rule).map(({ name, failure }) =>
    [name, failure.called, failure.expected, failure.actual, failure.message].join('\n'));
  return [
    rule.id, rule.area, rule.kind, rule.when, rule.expected, rule.note, rule.source, rule.reason,
    ...rule.functions.map((one) => one.c + ' ' + one.java), ...rule.codes, ...failures,
  ].join('\n').toLowerCase();
}

/** Tells whether a rule is shown; a facet can be left out, to count what each of its values would show. */
function matches(rule, filter, leftOut = '') {
  const chosenFacets = Object.entries(FACETS).filter(([facet]) => facet !== leftOut);
  return (
    chosenFacets.every(([facet, valuesOf]) => {
      const chosen = chosenOf(filter, facet);
      return chosen.length === 0 || valuesOf(rule).some((value) => chosen.includes(value));
    })
    && filter.text.toLowerCase().split(/\s+/).every((word) => rule.words.includes(word)));
}

/** How many rules each value of a facet would show, as the rest of the filter is. */
function countsOf(rules, filter, facet) {
  const counts = new Map();
  for (const rule of rules) {
    const shown = matches(rule, filter, facet) ? 1 : 0;
    for (const value of FACETS[facet](rule)) {
      counts.set(value, (counts.get(value) ?? 0) + shown);
    }
  }
  return counts;
}

function toAddress(filter) {
  const address = new URLSearchParams();
  for (const [key, value] of Object.entries(filter)) {
    if (value.length > 0) {
      address.set(key, [value].flat().join(','));
    }
  }
  return address.toString();
}

/** What the address does not name, or names wrongly, is not filtered by. */
function fromAddress(address, rules) {
  const named = new URLSearchParams(address);
  const filter = { ...NOTHING, text: named.get('text') ?? '' };
  for (const facet of Object.keys(FACETS)) {
    const known = new Set(rules.flatMap(FACETS[facet]));
    const values = (named.get(facet) ?? '').split(',').filter((value) => known.has(value));
    filter[facet] = facet === 'outcome' ? values : values[0] ?? '';
  }
  return filter;
}

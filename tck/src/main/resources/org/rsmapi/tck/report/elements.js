// SPDX-License-Identifier: Apache-2.0
// Makes elements. Text is only ever set as text, since messages come from drivers.

const OUTCOMES = {
  FAIL: 'failed',
  WAIVED: 'waived',
  PASS: 'passed',
  NOT_APPLICABLE: 'not applicable',
  NOT_RUN: 'not run',
};

const SYMBOLS = { FAIL: '✗', WAIVED: '!', PASS: '✓', NOT_APPLICABLE: '–', NOT_RUN: '?' };

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false) {
      made.setAttribute(key, value === true ? '' : value);
    }
  }
  made.append(...children.filter((child) => child !== ''));
  return made;
}

/** Terms and what they mean; those without a meaning are left out. */
function definitions(pairs) {
  const list = element('dl');
  for (const [term, ...meanings] of pairs) {
    const said = meanings.filter((meaning) => meaning !== '');
    if (said.length > 0) {
      list.append(element('dt', {}, term), ...said.map((meaning) => element('dd', {}, meaning)));
    }
  }
  return list;
}

function badge(outcome) {
  return element(
    'span', { class: 'badge ' + outcome },
    element('span', { 'aria-hidden': 'true' }, SYMBOLS[outcome] + ' '), OUTCOMES[outcome]);
}

function code(text) {
  return element('code', {}, text);
}

function countOf(number, noun) {
  return number + ' ' + noun + (number === 1 ? '' : 's');
}

function duration(millis) {
  if (millis < 1000) {
    return millis + ' ms';
  }
  const seconds = millis / 1000;
  return seconds < 60
    ? seconds.toFixed(1) + ' s'
    : Math.floor(seconds / 60) + ' min ' + Math.floor(seconds % 60) + ' s';
}

function linkTo(rule) {
  return element('a', { href: '#rule=' + encodeURIComponent(rule.id) }, rule.id);
}

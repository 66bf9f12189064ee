// SPDX-License-Identifier: Apache-2.0
// One rule: a row that opens.

function failuresOf(rule) {
  return rule.cases.filter((one) => one.failure);
}

/** What the first failing case should have given, and gave. */
function difference(rule) {
  const [first] = failuresOf(rule);
  return {
    expected: (first && first.failure.expected) || rule.expected,
    actual: first ? first.failure.actual || first.failure.message : rule.reason,
  };
}

function ruleRow(rule) {
  const row = element(
    'details', { class: 'rule ' + rule.outcome, 'data-rule': rule.id },
    element(
      'summary', {},
      badge(rule.outcome),
      element('span', { class: 'id' }, rule.id),
      element('span', { class: 'when' }, rule.when)));
  row.addEventListener('toggle', () => fill(row, rule));
  return row;
}

/** What a row opens to is made when it is needed first. */
function fill(row, rule) {
  if (row.childElementCount === 1) {
    row.append(ruleBody(rule));
  }
}

function ruleBody(rule) {
  const body = element('div', { class: 'body' });
  body.append(definitions([
    ['Condition', rule.when],
    ['Expected', rule.expected],
    [rule.outcome === 'WAIVED' ? 'Waived because' : 'Reason', rule.reason],
  ]));
  const failures = failuresOf(rule);
  if (failures.length > 0) {
    body.append(
      element('h4', {}, 'What came back'),
      rule.cases.length > 1
        ? element('p', {}, failures.length + ' of ' + countOf(rule.cases.length, 'case') + ' failed.')
        : '',
      ...failures.map((one, index) => failedCase(one, index === 0)));
  }
  if (['FAIL', 'WAIVED'].includes(rule.outcome) && rule.likelyCauses.length > 0) {
    body.append(element('h4', {}, 'Likely causes, to tick off'), checklist(rule.likelyCauses));
  }
  body.append(element('h4', {}, 'Test just this rule'), command(rule.repeat), about(rule));
  return body;
}

function failedCase(one, open) {
  const { called, expected, actual, message, where, trace } = one.failure;
  return element(
    'details', { class: 'case', open },
    element('summary', {}, one.name === '' ? 'The only case' : 'Case ' + one.name),
    definitions([
      ['Called', called === '' ? '' : code(called)],
      ['Expected', expected],
      ['Got', actual],
      ['Message', message],
      ['Test', where === '' ? '' : code(where)],
    ]),
    trace === ''
      ? ''
      : element(
          'details', { class: 'trace' },
          element('summary', {}, 'Stack trace'),
          element('pre', { tabindex: '0', role: 'region', 'aria-label': 'Stack trace' }, trace)));
}

function checklist(causes) {
  return element(
    'ul', { class: 'checklist' },
    ...causes.map((cause) =>
      element(
        'li', {},
        element('label', {}, element('input', { type: 'checkbox' }), element('span', {}, cause)))));
}

function command(text) {
  return element('p', { class: 'command' }, code(text));
}

function about(rule) {
  return definitions([
    ['Functions', ...rule.functions.map(functionText)],
    ['Codes', rule.codes.length === 0 ? '' : code(rule.codes.join(', '))],
    ['Level', rule.level],
    ['Kind', rule.kind],
    ['Note', rule.note],
    ['Source', rule.source],
    ['Cases', casesText(rule)],
    ['Took', rule.cases.length === 0 ? '' : duration(rule.durationMillis)],
  ]);
}

function functionText({ c, java }) {
  if (c === '*') {
    return 'every function';
  }
  return element('span', {}, code(c), java === '' ? '' : ' – in Java ', java === '' ? '' : code(java));
}

function casesText(rule) {
  const named = rule.cases.filter((one) => one.name !== '');
  if (named.length === 0) {
    return '';
  }
  return element(
    'details', {},
    element('summary', {}, countOf(named.length, 'case')),
    element(
      'ul', { class: 'cases' },
      ...named.map((one) =>
        element('li', {}, badge(one.outcome), ' ' + one.name + (one.reason === '' ? '' : ': ' + one.reason)))));
}

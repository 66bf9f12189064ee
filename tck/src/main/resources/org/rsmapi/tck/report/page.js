// SPDX-License-Identifier: Apache-2.0
// Puts the page together and keeps it as the filter says.

const report = JSON.parse(document.getElementById('data').textContent);
const rules = report.rules;
rules.forEach((rule) => { rule.words = wordsOf(rule); });
const rows = new Map(rules.map((rule) => [rule.id, ruleRow(rule)]));
const place = (id) => document.getElementById(id);
/** So many failures are told of at the top, that the list of the rules is not too far below. */
const FIRST = 10;
const UNTESTABLE = 'No Java program can provoke it, whatever the driver.';
let filter = NOTHING;

function showVerdict() {
  const { driver, driverVersion } = report.environment;
  const symbol = { CONFORMANT: '✓', NOT_CONFORMANT: '✗' }[report.verdict] ?? '!';
  document.title = report.headline + ' – ' + driver + ' – RSMAPI conformance report';
  place('verdict').className = report.verdict;
  place('verdict').append(
    element(
      'div', {},
      element('p', { class: 'kind' }, 'RSMAPI conformance report'),
      element('h1', {}, element('span', { 'aria-hidden': 'true' }, symbol + ' '), report.headline),
      element('p', { class: 'driver' }, ('Driver ' + driver + ' ' + driverVersion).trim()),
      element('p', {}, report.explanation)));
}

function showTotals() {
  const present = Object.keys(OUTCOMES).filter((outcome) => report.totals[outcome] > 0);
  const bar = element('div', { class: 'bar', 'aria-hidden': 'true' });
  for (const outcome of present) {
    const part = element('span', { class: outcome });
    part.style.flexGrow = report.totals[outcome];
    bar.append(part);
  }
  const list = element('ul', { class: 'tiles' });
  for (const outcome of Object.keys(OUTCOMES)) {
    list.append(element(
      'li', { class: outcome },
      element('strong', {}, report.totals[outcome]), ' ', OUTCOMES[outcome]));
  }
  place('totals').append(bar, list);
}

function showFailed() {
  const failed = rules.filter((rule) => rule.outcome === 'FAIL');
  place('failed').hidden = failed.length === 0;
  place('failed').append(failures(failed.slice(0, FIRST)));
  if (failed.length > FIRST) {
    place('failed').append(element(
      'details', { class: 'more' },
      element('summary', {}, 'and ' + countOf(failed.length - FIRST, 'more rule')),
      failures(failed.slice(FIRST))));
  }
}

function failures(failed) {
  return element(
    'ul', { class: 'failures' },
    ...failed.map((rule) => {
      const { expected, actual } = difference(rule);
      return element(
        'li', {}, linkTo(rule), definitions([['When', rule.when], ['Expected', expected], ['Got', actual]]));
    }));
}

/** What no program can test is a group of its own, each rule with its reason. */
function groupOf(rule) {
  return rule.untestable ? UNTESTABLE : rule.reason;
}

function showReasons(outcome, title) {
  const byReason = Map.groupBy(rules.filter((rule) => rule.outcome === outcome), groupOf);
  if (byReason.size === 0) {
    return;
  }
  const list = element('ul', { class: 'reasons' });
  for (const [reason, group] of byReason) {
    list.append(element(
      'li', {},
      element(
        'details', {},
        element('summary', {}, element('strong', {}, countOf(group.length, 'rule')), ' ' + reason),
        element(
          'ul', { class: reason === UNTESTABLE ? 'ids' : 'ids brief' },
          ...group.map((rule) =>
            element('li', {}, linkTo(rule), reason === UNTESTABLE ? ' ' + rule.reason : ''))))));
  }
  place('reasons').append(element('h2', {}, title), list);
}

function showEnvironment() {
  const about = report.environment;
  place('environment').append(definitions([
    ['Driver', about.driver],
    ['Version', about.driverVersion],
    ['Endpoints', about.endpoints.join(', ')],
    ['Declared absent', ...Object.entries(about.absentCapabilities).map(
      ([capability, reason]) => capability + (reason === '' ? '' : ': ' + reason))],
    ['Conformance tests', about.tckVersion],
    ['Library', about.libraryVersion],
    ['Java', about.java],
    ['System', about.system],
    ['Started', about.started.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC')],
    ['Took', duration(report.durationMillis)],
    ['Selection', report.selection],
  ]));
}

function showList() {
  for (const [area, group] of Map.groupBy(rules, (rule) => rule.area)) {
    place('list').append(element(
      'section', { 'data-area': area, 'aria-label': area },
      element('h3', {}, area + ' ', element('span', { class: 'count' })),
      ...group.map((rule) => rows.get(rule.id))));
  }
}

function select(facet, label, all) {
  const choice = element('select', { id: 'filter-' + facet }, element('option', { value: '' }, all));
  const values = [...new Set(rules.flatMap(FACETS[facet]))].sort();
  choice.append(...values.map((value) => element('option', { value }, value)));
  choice.addEventListener('change', () => apply({ ...filter, [facet]: choice.value }));
  return element('div', { class: 'field' }, element('label', { for: 'filter-' + facet }, label), choice);
}

function showFilters() {
  const outcomes = element('div', { class: 'outcomes', role: 'group', 'aria-label': 'Outcome' });
  for (const outcome of Object.keys(OUTCOMES)) {
    const button = element(
      'button', { type: 'button', 'data-outcome': outcome, 'aria-pressed': 'false', class: outcome },
      element('span', { 'aria-hidden': 'true' }, SYMBOLS[outcome]), ' ' + OUTCOMES[outcome] + ' ',
      element('span', { class: 'count' }));
    button.addEventListener('click', () => apply({ ...filter, outcome: toggled(outcome) }));
    outcomes.append(button);
  }
  const text = element('input', { type: 'search', id: 'filter-text', autocomplete: 'off' });
  text.addEventListener('input', () => apply({ ...filter, text: text.value }));
  const reset = element('button', { type: 'button', id: 'filter-reset' }, 'Show all');
  reset.addEventListener('click', () => apply(NOTHING));
  place('filters').append(
    outcomes,
    element('div', { class: 'field text' }, element('label', { for: 'filter-text' }, 'Text'), text),
    select('function', 'Function', 'any function'),
    select('code', 'Code', 'any code'),
    select('level', 'Level', 'any level'),
    reset);
  place('filters').addEventListener('submit', (event) => event.preventDefault());
}

function toggled(outcome) {
  return filter.outcome.includes(outcome)
    ? filter.outcome.filter((one) => one !== outcome)
    : [...filter.outcome, outcome];
}

function apply(next, keepAddress = false) {
  filter = next;
  if (!keepAddress) {
    history.replaceState(null, '', '#' + toAddress(filter));
  }
  const shown = rules.filter((rule) => matches(rule, filter));
  const ids = new Set(shown.map((rule) => rule.id));
  rows.forEach((row, id) => { row.hidden = !ids.has(id); });
  place('shown').textContent =
    shown.length === rules.length
      ? 'All ' + countOf(rules.length, 'rule') + ' are shown.'
      : shown.length + ' of ' + countOf(rules.length, 'rule') + (shown.length === 1 ? ' is shown.' : ' are shown.');
  for (const section of place('list').children) {
    const all = rules.filter((rule) => rule.area === section.dataset.area);
    const here = all.filter((rule) => ids.has(rule.id)).length;
    section.hidden = here === 0;
    section.querySelector('.count').textContent = here === all.length ? here : here + ' of ' + all.length;
  }
  showChoices();
}

function showChoices() {
  const outcomes = countsOf(rules, filter, 'outcome');
  for (const button of place('filters').querySelectorAll('[data-outcome]')) {
    const { outcome } = button.dataset;
    button.setAttribute('aria-pressed', filter.outcome.includes(outcome));
    button.querySelector('.count').textContent = outcomes.get(outcome) ?? 0;
  }
  for (const facet of ['function', 'code', 'level']) {
    const counts = countsOf(rules, filter, facet);
    const choice = place('filter-' + facet);
    for (const option of [...choice.options].slice(1)) {
      const name = option.value === '*' ? 'every function' : option.value;
      option.textContent = name + ' (' + counts.get(option.value) + ')';
    }
    choice.value = filter[facet];
  }
  if (place('filter-text').value !== filter.text) {
    place('filter-text').value = filter.text;
  }
  place('filter-reset').disabled = toAddress(filter) === '';
}

/** An address names a rule, which is then opened, or a filter. */
function followAddress() {
  const address = location.hash.slice(1);
  const row = rows.get(new URLSearchParams(address).get('rule') ?? '');
  apply(row ? NOTHING : fromAddress(address, rules), true);
  if (row) {
    row.open = true;
    row.querySelector('summary').focus();
    row.scrollIntoView({ block: 'start' });
  }
}

/** On paper nothing can be opened: what failed is. */
function openWhatFailed() {
  for (const rule of rules.filter((one) => one.outcome === 'FAIL')) {
    fill(rows.get(rule.id), rule);
    rows.get(rule.id).open = true;
  }
}

showVerdict();
showTotals();
showFailed();
showReasons('WAIVED', 'Waived, and why');
showReasons('NOT_APPLICABLE', 'Not applicable, and why');
showReasons('NOT_RUN', 'Not run, and why');
showEnvironment();
showFilters();
showList();
followAddress();
window.addEventListener('hashchange', followAddress);
window.addEventListener('beforeprint', openWhatFailed);
place('skip').addEventListener('click', (event) => {
  event.preventDefault();
  place('rules-title').focus();
});

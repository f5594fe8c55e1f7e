/// <reference lib="dom" />
import { element, fill, input, create } from './dom';
import { openEngine, type Answer, type Engine, type Row, type TypedRequest } from './engine';
import type { PageData, PageFinding } from './page-data';
import { fragmentOf, requestOf } from './permalink';

/*
 * The page of `graph --format html`. What the manifests hold is written as text nodes alone, never as markup.
 */

/** More rows than these are shown when somebody searches. */
const MOST_ROWS = 300;

/** More findings than these show their fixes when somebody opens them. */
const MOST_OPEN = 10;

function start(): void {
  const data = JSON.parse(document.getElementById('data')?.textContent ?? '') as PageData;
  showFindings(data.findings);
  const engine = openEngine(data);
  fill('from-list', engine.workloads.map((name) => create('option', { value: name })));
  showRows(engine.rows, engine);
  input('search').addEventListener('input', () => showRows(engine.rows, engine));
  element('ask').addEventListener('submit', (event) => {
    event.preventDefault();
    const request = typed();
    history.replaceState(null, '', `#${fragmentOf(request)}`);
    show(engine.answer(request));
  });
  window.addEventListener('hashchange', () => askOfAddress(engine));
  askOfAddress(engine);
  document.body.dataset.ready = 'yes';
}

function askOfAddress(engine: Engine): void {
  const request = requestOf(location.hash);
  if (request !== null) ask(engine, request);
}

function ask(engine: Engine, request: TypedRequest): void {
  for (const name of ['url', 'method', 'from', 'headers'] as const) input(name).value = request[name];
  show(engine.answer(request));
}

function typed(): TypedRequest {
  return { url: input('url').value, method: input('method').value, from: input('from').value, headers: input('headers').value };
}

function show({ outcome, sentence, hops, dependsOn, way }: Answer): void {
  const steps = hops.map(({ object, decision, because, place }) => create('li', {}, [
    ...object === '' ? [] : [create('b', {}, [object]), ' '], decision, ...because === '' ? [] : [create('span', { class: 'dim' }, [` — ${because}`])],
    ...place === '' ? [] : [' ', create('code', {}, [place])],
  ]));
  fill('answer', [
    create('p', { class: `outcome ${outcome}` }, [sentence]),
    ...steps.length === 0 ? [] : [create('ol', {}, steps)],
    ...dependsOn.map((each) => create('p', { class: 'depends' }, [`depends on: ${each}`])),
  ]);
  light(new Set(way));
}

/** Lights up the boxes of a way, and the arrows between them. */
function light(way: ReadonlySet<string>): void {
  const map = document.querySelector('#map svg');
  map?.classList.toggle('asked', way.size > 0);
  const lit = new Set<string>();
  for (const box of document.querySelectorAll<SVGElement>('#map .node')) {
    const { id = '', members } = box.dataset;
    const isLit = way.has(id) || (members !== undefined && (JSON.parse(members) as readonly string[]).some((each) => way.has(each)));
    box.classList.toggle('lit', isLit);
    if (isLit) lit.add(id);
  }
  for (const arrow of document.querySelectorAll<SVGElement>('#map .link')) {
    arrow.classList.toggle('lit', lit.has(arrow.dataset.from ?? '') && lit.has(arrow.dataset.to ?? ''));
  }
}

function showRows(rows: readonly Row[], engine: Engine): void {
  const words = input('search').value.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const found = rows.filter((row) => words.every((word) => `${row.router} ${row.way} ${row.end} ${row.place}`.toLowerCase().includes(word)));
  fill('rows', found.slice(0, MOST_ROWS).map((row) => create('tr', { class: row.good ? 'good' : 'bad' }, [
    create('td', {}, [row.router]), create('td', {}, [wayCell(row, engine)]), create('td', {}, [row.end]), create('td', {}, [create('code', {}, [row.place])]),
  ])));
  fill('count', [`${found.length} of ${rows.length}${found.length > MOST_ROWS ? `, the first ${MOST_ROWS} are shown` : ''}`]);
}

/** Where a request is known that takes the way, a button that asks it. */
function wayCell({ way, url }: Row, engine: Engine): Node | string {
  if (url === '') return way;
  const button = create('button', { type: 'button', title: `ask ${url}` }, [way]);
  button.addEventListener('click', () => {
    const request = { url, method: 'GET', from: '', headers: '' };
    history.replaceState(null, '', `#${fragmentOf(request)}`);
    ask(engine, request);
  });
  return button;
}

function showFindings(findings: readonly PageFinding[]): void {
  const open: Readonly<Record<string, string>> = findings.length <= MOST_OPEN ? { open: '' } : {};
  fill('findings', findings.length === 0 ? [create('p', {}, ['nothing is wrong'])] : findings.map(({ severity, object, message, fix, place, rule }) =>
    create('details', { class: severity, ...open }, [
      create('summary', {}, [create('b', {}, [severity]), ` ${object}: ${message}`]), create('p', {}, [`fix: ${fix}`]), create('p', { class: 'dim' }, [`${rule}  ${place}`]),
    ])));
}

start();

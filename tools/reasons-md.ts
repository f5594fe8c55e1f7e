/** Writes docs/concepts/reasons.md from the reason codes themselves, so that the page cannot lie. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REASONS } from '../src/trace/reasons';

/** The page, relative to the project. */
export const REASONS_PAGE = 'docs/concepts/reasons.md';

/** The page's text. */
export function reasonsPage(): string {
  const rows = Object.entries(REASONS).map(([code, { meaning, status }]) => `| \`${code}\` | ${meaning.replace(/\|/g, '\\|')} | ${status ?? '-'} |`);
  return [
    '# Reasons',
    '<!-- Written by tools/reasons-md.ts from src/trace/reasons.ts: edit that. -->',
    'Why a request is not delivered: the `reason` of a [trace](how-it-works.md#what-a-trace-says), in the order in which a request meets them. A request that is delivered has none.'
    + ' The codes are stable: [route tests](../route-tests.md) and programs may compare them.',
    'The status is the one that a client sees by default, where a router answers; `-` where nobody answers by http, or where the answer is not known.'
    + ' A trace\'s own `status` takes precedence: it says null when the client gets no http answer, as from a Service inside the cluster.',
    ['| reason | meaning | status |', '| --- | --- | --- |', ...rows].join('\n'),
  ].join('\n\n') + '\n';
}

if (require.main === module) writeFileSync(join(__dirname, '..', REASONS_PAGE), reasonsPage());

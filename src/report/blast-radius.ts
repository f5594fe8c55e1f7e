import { plural } from './columns';
import { requestText } from './diff';
import { escapeMarkdown } from './markdown';
import { jsonText, painter, reportText } from './paint';
import type { BlastRadii } from '../diff/blast-radius';
import { describe } from '../kubernetes/resource';

/** What hangs on each object of a kind, worst first. */
export function blastRadiiText({ objects, arriving }: BlastRadii, color: boolean): string {
  const paint = painter(color);
  const width = Math.max(6, ...objects.map(({ object }) => describe(object).length));
  const rows = objects.map(({ object, lost, reduced, example }) => [
    paint(lost > 0 ? 'error' : 'plain', String(lost).padStart(6)), paint('plain', String(reduced).padStart(8)), paint('strong', describe(object).padEnd(width)),
    example === null ? '' : paint('dim', requestText(example)),
  ].join('  ').trimEnd());
  const single = objects.filter(({ lost }) => lost === arriving && arriving > 0).map(({ object }) => describe(object));
  return reportText([
    paint('dim', `${'lost'.padStart(6)}  ${'reduced'.padStart(8)}  ${'without'.padEnd(width)}  for example`),
    ...rows,
    ...(single.length === 0 ? [] : ['', `everything depends on ${single.join(', ')}`]),
    '',
    `${plural(objects.length, 'object')}; ${arriving} classes of requests arrive today`,
    '',
  ]);
}

export function blastRadiiJson({ objects, arriving }: BlastRadii): string {
  return jsonText({
    version: 1,
    arriving,
    objects: objects.map(
      ({ object: { kind, namespace, name }, lost, reduced, example }) => ({ object: { kind, namespace, name }, lost, reduced, example }),
    ),
  });
}

export function blastRadiiMarkdown({ objects, arriving }: BlastRadii): string {
  const rows = objects.map(({ object, lost, reduced, example }) => `| ${escapeMarkdown(describe(object))} | ${lost} | ${reduced} | ${example === null ? '' : escapeMarkdown(`\`${requestText(example)}\``)} |`);
  return [`### What would be lost, of ${arriving} classes of requests that arrive`, '', '| without | lost | reduced | for example |', '| --- | --- | --- | --- |', ...rows, ''].join('\n');
}

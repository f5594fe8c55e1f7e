import { createHash } from 'node:crypto';
import type { PageData } from './explorer/page-data';
import { PAGE_STYLE } from './explorer/style';
import { groupedGraph } from './group';
import type { RouteGraph } from './model';
import { escapeXml, svg } from './svg/svg';
import { styleSheet } from './svg/theme';

/** What comes first: the map, or the findings of a check. */
export type PageLayout = 'map' | 'findings';

/**
 * The page to explore: one file that opens from disk. It may load nothing and run nothing but its own script, and what the manifests hold is text.
 *
 * @param script the engine and the page's own code, bundled for browsers
 * @see https://www.w3.org/TR/CSP3/#security-considerations for why hashes
 */
export function page(graph: RouteGraph, data: PageData, script: string, layout: PageLayout = 'map'): string {
  const style = `${styleSheet('auto')}${PAGE_STYLE}`;
  const code = withoutEnd(script);
  const policy = `default-src 'none'; script-src '${hash(code)}'; style-src '${hash(style)}'; base-uri 'none'; form-action 'none'`;
  const map = [
    '<h2>Map</h2>', `<div id="map" tabindex="0" role="region" aria-label="route map">${svg(groupedGraph(graph), { theme: 'auto', title: 'Route map', bare: true })}</div>`,
    '<h2>Routes</h2>', TABLE,
  ];
  const findings = [`<h2>Findings: ${countsOf(data)}</h2>`, '<section id="findings"></section>'];
  const [title, heading, parts] = layout === 'map'
    ? ['Routes', 'Where requests go', [...ASK, ...map, ...findings]]
    : ['Routing check', 'Routing check', [...findings, '<h2>Where a request goes</h2>', ...ASK, ...map]];
  return [
    '<!DOCTYPE html>', '<html lang="en">', '<head>', '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escapeXml(policy).replaceAll('&#39;', '\'')}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">', `<title>${title}</title>`, `<style>${style}</style>`, '</head>', '<body>',
    '<main>', `<h1>${heading}</h1>`, ...parts, '</main>',
    `<script type="application/json" id="data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`,
    `<script>${code}</script>`, '</body>', '</html>', '',
  ].join('\n');
}

const FORM = [
  '<form id="ask">',
  '<label class="wide">Request <input id="url" name="url" placeholder="http://api.example.com/quote" autocomplete="off" spellcheck="false" required></label>',
  '<label>Method <input id="method" name="method" value="GET" size="8" spellcheck="false"></label>',
  '<label>From <input id="from" name="from" list="from-list" placeholder="outside the cluster" spellcheck="false"></label><datalist id="from-list"></datalist>',
  '<label class="wide">Headers <textarea id="headers" name="headers" rows="1" placeholder="Name: value" spellcheck="false"></textarea></label>',
  '<button>Follow</button>', '</form>',
].join('');

const ASK = [FORM, '<section id="answer" aria-live="polite"></section>'];

/** Such as `1 error, 2 warnings`. */
function countsOf({ findings }: PageData): string {
  const counts = COUNTED.map(([severity, one, many]) => {
    const count = findings.filter((each) => each.severity === severity).length;
    return count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
  });
  return counts.filter((each) => each !== '').join(', ') || 'none';
}

const COUNTED = [['error', 'error', 'errors'], ['warning', 'warning', 'warnings'], ['info', 'info', 'infos']] as const;

const TABLE = [
  '<p><label>Search <input id="search" type="search"></label> <span id="count" class="dim"></span></p>',
  '<div class="scroll"><table><thead><tr><th>router</th><th>way in</th><th>leads to</th><th>where</th></tr></thead><tbody id="rows"></tbody></table></div>',
].join('');

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** A script cannot hold what ends it: in strings `<\/script` is the same, and other places have no `<` before a slash or an exclamation mark. */
function withoutEnd(script: string): string {
  return script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}

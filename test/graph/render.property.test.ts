import * as fc from 'fast-check';
import type { RouteGraph } from '../../src/graph/model';
import { picture, PICTURES } from '../../src/graph/render';

/** Names as hostile as any, most of them markup of one of the formats. */
const NAME = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('<script>alert(1)</script>', '"];\nclick n0 "javascript:alert(1)"', '</title><script/>', '`**x**`', '#quot;', '&lt;', ']]>', '\\N\\G', 'end', '%%{init: {}}%%', '\u202e\u0007', '-->|x|'),
);

const NAMES = fc.record({ a: NAME, b: NAME, host: NAME, namespace: NAME, words: NAME, title: NAME, note: NAME });

const GRAPH: fc.Arbitrary<RouteGraph> = NAMES.map(({ a, b, host, namespace, words, title, note }) => ({
  nodes: [
    { id: `route ${a}`, column: 'route', label: a, detail: words, namespace: null, host, state: 'good', title },
    { id: `service ${b}`, column: 'service', label: b, detail: '', namespace, state: 'broken', title },
  ],
  edges: [{ from: `route ${a}`, to: `service ${b}`, label: words, state: 'uncertain', barriers: [b], title }],
  notes: [note],
}));

test('the same map gives the same bytes', () => {
  fc.assert(fc.property(GRAPH, fc.constantFrom(...PICTURES), (graph, format) => {
    expect(picture(graph, format)).toBe(picture(structuredClone(graph), format));
  }), { numRuns: 100 });
});

test('in SVG a name is text, whatever it is', () => {
  fc.assert(fc.property(GRAPH, (graph) => {
    const drawn = picture(graph, 'svg');
    const tags = new Set([...drawn.matchAll(/<\/?([^\s/>]*)/g)].map(([, name]) => name));
    for (const tag of tags) expect(['svg', 'title', 'style', 'rect', 'text', 'g', 'path']).toContain(tag);
    expect(drawn).not.toMatch(/&(?!(?:amp|lt|gt|quot|#39);)/);
    expect(drawn.split('\n').every((line) => [...line].every((character) => character >= ' ' && character !== '\u007f' && !/\p{Surrogate}/u.test(character)))).toBe(true);
  }), { numRuns: 200 });
});

test('in Mermaid a name ends no quotes and begins no line', () => {
  fc.assert(fc.property(GRAPH, (graph) => {
    const lines = picture(graph, 'mermaid').split('\n');
    for (const line of lines) expect(line).toMatch(/^(?:flowchart LR|\s+(?:n\d+\S{1,2}"[^"<>&`]*(?:<br\/>[^"<>&`]*)?"\S{1,2}:::\w+|subgraph a\d+\["[^"<>&`]*"\]|end|n\d+ [-.x>]+(?:\|"[^"<>&`]*(?:<br\/>[^"<>&`]*)*"\|)? n\d+|note\d+\["[^"<>&`]*"\]|classDef \w+ [\w:#, -]+|linkStyle \S+ \S+))?$/u);
  }), { numRuns: 200 });
});

test('in DOT every string ends where it should', () => {
  fc.assert(fc.property(GRAPH, (graph) => {
    const withoutStrings = picture(graph, 'dot').replace(/"(?:[^"\\\n]|\\.)*"/g, 'S');
    expect(withoutStrings).toMatch(/^[\w\s{}[\]=,;>S#-]*$/);
  }), { numRuns: 200 });
});

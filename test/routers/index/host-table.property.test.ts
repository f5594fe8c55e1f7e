import fc from 'fast-check';
import { host } from './routers';
import { compareHosts, hostMatches, HostTable } from '../../../src/routers/index/host-table';

const matchers = fc.uniqueArray(fc.constantFrom('*', 'a.t', 'b.a.t', '*.t', '**.t', '*.a.t', '**.a.t', '~^[ab]\\.t$', '~(?!a)'), { maxLength: 6 });
const name = fc.array(fc.constantFrom('.', 'a', 'b', 't', '.a', '.t'), { maxLength: 5 }).map((parts) => parts.join(''));

test('a table of hosts finds those that take a name, the closest first', () => {
  let dotted = 0;
  fc.assert(fc.property(matchers, name, (texts, asked) => {
    const all = texts.map(host);
    const found: unknown[] = [];
    new HostTable(all, (each) => each).visit(asked, (each, sure) => {
      found.push([each, sure]);
      return false;
    });
    const scanned = all.map((each) => [each, hostMatches(each, asked)] as const).filter(([, sure]) => sure !== false);
    scanned.sort(([a], [b]) => compareHosts(a, b));
    expect(found).toEqual(scanned);
    if (asked.startsWith('.') && found.length > 0) dotted += 1;
  }), { numRuns: 2000 });
  expect(dotted).toBeGreaterThan(0);
});

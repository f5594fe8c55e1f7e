import * as fc from 'fast-check';
import { comparePrecedence, pathMatches, PathIndex, type Candidate } from '../../../../src/routers/ingress/spec/path-index';

const path = fc.array(fc.constantFrom('a', 'b', 'aa', ''), { maxLength: 4 }).map((elements) => `/${elements.join('/')}`);
const pathType = fc.constantFrom('Exact' as const, 'Prefix' as const, 'ImplementationSpecific' as const);

/** Of a candidate the index reads only path and type. */
function candidate(of: Pick<Candidate, 'path' | 'pathType'>): Candidate {
  return { ...of, rivals: [] } as unknown as Candidate;
}

test('the index finds what a scan finds, in order of precedence', () => {
  const rules = fc.uniqueArray(fc.record({ path, pathType }), { maxLength: 12, selector: (each) => `${each.pathType} ${each.path}` });
  fc.assert(fc.property(rules, path, (given, asked) => {
    const candidates = given.map(candidate).sort(comparePrecedence);
    const index = new PathIndex(candidates);
    const scanned = candidates.filter((each) => pathMatches(each.pathType, each.path, asked));
    const byCharacters = candidates.filter((each) => each.pathType === 'Prefix' && asked.startsWith(each.path) && each.path.length > 1);
    expect(index.longestByCharacters(asked, 1)?.path.length ?? 0).toBe(Math.max(0, ...byCharacters.map((each) => each.path.length)));
    expect(index.matching(asked).map((each) => [each.pathType, each.path])).toEqual(scanned.map((each) => [each.pathType, each.path]));
  }));
});

import fc from 'fast-check';
import { host, listener } from './routers';
import { NO_ORIGIN } from '../../../src/kubernetes/resource';
import { certificateFor } from '../../../src/routers/index/certificates';
import { compareHosts, hostMatches } from '../../../src/routers/index/host-table';
import type { Certificate, HostMatcher } from '../../../src/routers/model';

const source = { resource: { apiVersion: 'v1', kind: 'Secret', namespace: 'shop', name: 'x', object: {}, origin: NO_ORIGIN }, field: '', kind: 'certificate' as const };
const certificates = fc.array(fc.array(fc.constantFrom('*', 'a.t', 'b.a.t', '*.t', '**.t', '*.a.t', '~^[ab]', '~t$'), { maxLength: 2 }), { maxLength: 5 })
  .map((all): readonly Certificate[] => all.map((hosts, i) => ({ hosts: hosts.map(host), secret: { namespace: 'shop', name: `s${i}` }, source })));
const EVERY: HostMatcher = { kind: 'any' };

/** Each by itself. */
function closest(all: readonly Certificate[], name: string): string | undefined {
  const covered = all.flatMap(({ hosts, secret }) => (hosts.length === 0 ? [EVERY] : hosts).map((each) => ({ each, secret })));
  return covered.filter(({ each }) => hostMatches(each, name) === true).sort((a, b) => compareHosts(a.each, b.each))[0]?.secret?.name;
}

test('of the certificates for a name the closest by host is served, of equal ones the first', () => {
  fc.assert(fc.property(certificates, fc.constantFrom('', 't', 'a.t', 'b.t', 'b.a.t', 'c.a.t', 'c.b.a.t', '.t', 'x'), (all, name) => {
    expect(certificateFor(listener([], { certificates: all }), name)?.secret?.name).toBe(closest(all, name));
  }), { numRuns: 500 });
});

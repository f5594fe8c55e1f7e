import * as fc from 'fast-check';
import { placeOfCertificate } from '../../../../../src/routers/ingress/ingress-nginx/servers/tls-hosts';

const hosts = fc.array(fc.constantFrom('', 'a.t', 'A.t', 'b.t', '*.t', '*.a.t', 'x.a.t', '*.T', '.t', '*'), { maxLength: 4 });
const entries = fc.array(hosts, { maxLength: 5 }).map((all) => all.map((each, at) => ({ hosts: each, secretName: `secret-${at}`, fieldPath: `spec.tls[${at}]` })));

test('of a list with many hosts the index finds the entry that is found by looking through it', () => {
  fc.assert(fc.property(entries, fc.constantFrom('', 'a.t', 'b.t', 'x.a.t', 'y.a.t', 'x.y.a.t', 't', '.t', '*.t'), (tls, name) => {
    expect(placeOfCertificate(tls, name, -1)).toBe(placeOfCertificate(tls, name, Infinity));
  }), { numRuns: 1000 });
});

test('an entry that names the host comes before one with a wildcard for it', () => {
  const tls = [['*.t'], ['a.t'], ['A.T']].map((names, at) => ({ hosts: names, secretName: null, fieldPath: `spec.tls[${at}]` }));
  expect(['a.t', 'b.t', 'b.c.t'].map((name) => placeOfCertificate(tls, name))).toEqual([1, 0, -1]);
});

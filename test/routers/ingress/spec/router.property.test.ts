import fc from 'fast-check';
import type { OpenQuestion } from '../../../../src/kubernetes/open-question';
import { certificateFor } from '../../../../src/routers/index/certificates';
import { indexRouter } from '../../../../src/routers/index/router-index';
import { deviations } from '../../../../src/routers/ingress/spec/deviations';
import { SpecMatch } from '../../../../src/routers/ingress/spec/match';
import { openQuestions } from '../../../../src/routers/ingress/spec/open';
import { specRouter } from '../../../../src/routers/ingress/spec/router';
import type { RouteMatch } from '../../../../src/routers/ingress/spec/text-table';
import type { RouterRequest } from '../../../../src/routers/model';
import { ingress, request, tables } from '../../route-tables';

const HOSTS = ['', 'a.t', 'b.t', '*.t', '*.a.t', 'x.a.t'];
const PATHS = ['/', '/a', '/a/', '/a/b', '/a/b/', '/ab', '/b'];
const ASKED = ['a.t', 'b.t', 'c.t', 'x.a.t', 'y.a.t', 'z.y.a.t', 't', 'A.T', 'a.t.'];
const ASKED_PATHS = ['/', '/a', '/a/', '/a/b', '/a/b/c', '/abc', '/ab/', '/b//', '/a/./b', '/a/../b', '/%61', '/c'];

const rule = fc.tuple(fc.constantFrom(...HOSTS), fc.constantFrom('Exact', 'Prefix', 'ImplementationSpecific'), fc.constantFrom(...PATHS), fc.constantFrom('one', 'two'))
  .map(([host, type, path, name]) => `${host === '' ? '' : `${host} `}${type} ${path} -> ${name}`);
const tls = fc.array(fc.record({ hosts: fc.uniqueArray(fc.constantFrom(...HOSTS.slice(1)), { maxLength: 2 }), secretName: fc.constantFrom('s', 'w') }), { maxLength: 2 });
const object = fc.record({ rules: fc.array(rule, { maxLength: 5 }), tls, defaultBackend: fc.constantFrom(undefined, undefined, 'three'), created: fc.constantFrom(undefined, '2024-01-01T00:00:00Z') });
const objects = fc.array(object, { minLength: 1, maxLength: 3 }).map((parts) => parts.map((each, i) => ingress({ name: `web-${i}`, ...each })));

test('the compiled router takes the route and the certificate that the table of the text takes', () => {
  fc.assert(fc.property(objects, fc.constantFrom(...ASKED), fc.constantFrom(...ASKED_PATHS), (ingresses, host, path) => {
    const [table] = tables(ingresses);
    const router = specRouter(table);
    const asked = request(`https://${host.toLowerCase()}${path}`);
    const match = table.match(asked);
    const found = indexRouter(router).find({ ...asked, authority: host, sni: null });
    const route = found.route === null ? null : { resource: found.route.source.resource.name, field: found.route.source.field };
    expect(route).toEqual(match.route === null ? null : { resource: match.route.resource.name, field: match.route.fieldPath });
    const certificate = found.listener === null ? null : certificateFor(found.listener, found.hostName);
    const [entry] = match.tls;
    expect(certificate?.source.field ?? null).toBe(entry === undefined ? null : entry.tls.fieldPath);
  }), { numRuns: 2000 });
});

/** Every question that there is, asked one by one. */
function everyQuestion(match: RouteMatch): readonly OpenQuestion[] {
  if (!(match instanceof SpecMatch)) throw new Error('the table has answers of its own');
  const found: OpenQuestion[] = [];
  openQuestions(match, found);
  deviations(match, found);
  return found;
}

const told = ({ code, facts, text, withinClass }: OpenQuestion): unknown => [code, facts, text(), withinClass];

test('reasons and questions by the route that was found are those of the table', () => {
  let silent = 0;
  fc.assert(fc.property(objects, fc.constantFrom('http', 'https'), (ingresses, scheme) => {
    const [table] = tables(ingresses);
    const { explainer } = specRouter(table);
    for (const host of ASKED) {
      for (const path of ASKED_PATHS) {
        const read = request(`${scheme}://${host.toLowerCase()}${path}`);
        const asked: RouterRequest = { ...read, authority: host, sni: null };
        const match = table.match({ ...read, host: host.toLowerCase().replace(/\.$/, '') });
        expect(explainer?.route(asked)).toBe(match.routeBecause);
        const questions = everyQuestion(match);
        expect(explainer?.questions(asked).map(told)).toEqual(questions.map(told));
        if (match.route !== null && questions.length === 0) silent += 1;
      }
    }
  }), { numRuns: 80 });
  expect(silent).toBeGreaterThan(0);
});

import { app, deployment, diffOf, ingress, lines, service } from './simulations';
import { newQuestions } from '../../src/diff/questions';
import { openQuestion, type Facts, type OpenQuestion } from '../../src/kubernetes/open-question';

const question = (code: string, facts: Facts, text = code): OpenQuestion => openQuestion(code, facts, [], () => text);

describe('what is a new question', () => {
  test('another name in the sentence is none, in whatever order the facts stand', () => {
    expect(newQuestions([question('a', { x: 1, y: 'b' }, 'Service one')], [question('a', { y: 'b', x: 1 }, 'Service two')])).toEqual([]);
  });

  test('another code or fact is one', () => {
    const known = question('a', { port: 80 });
    const other = [question('b', { port: 80 }), question('a', { port: 81 })];
    expect(newQuestions([known], [known, ...other])).toEqual(other);
  });

  test('fewer questions are none', () => {
    expect(newQuestions([question('a', {})], [])).toEqual([]);
  });
});

const HOST = 'a.example.com Prefix / quote';
const annotated = (annotations: string): string => app('quote') + ingress('web', [HOST], '', 'nginx').replace('namespace: shop }\nspec:\n  ingress', `namespace: shop, annotations: { ${annotations} } }\nspec:\n  ingress`);
const EVERY_PATH = 'uncertain a.example.com: every path';

describe('where only what an answer depends on changes, the answer is uncertain', () => {
  const outside = (name: string, port: number): string => ingress('web', [`a.example.com Prefix / ${name}`]).replace('number: 80', `number: ${port}`);

  test('another port of a Service outside the manifests', () => {
    expect(lines(diffOf(outside('quote', 80), outside('quote', 81)))).toEqual([EVERY_PATH]);
  });

  test('another Service outside the manifests', () => {
    expect(lines(diffOf(outside('quote', 80), outside('quiz', 80)))).toEqual([EVERY_PATH]);
  });

  test.each([
    ['the server that is asked for leave', 'nginx.ingress.kubernetes.io/auth-url: "http://auth.shop/v1"', 'nginx.ingress.kubernetes.io/auth-url: "http://auth.shop/v2"'],
    ['a snippet', 'nginx.ingress.kubernetes.io/configuration-snippet: "add_header x y;"', 'nginx.ingress.kubernetes.io/configuration-snippet: "return 403;"'],
    ['the end of a long value', `nginx.ingress.kubernetes.io/permanent-redirect: "https://example.com/${'a'.repeat(90)}1"`, `nginx.ingress.kubernetes.io/permanent-redirect: "https://example.com/${'a'.repeat(90)}2"`],
  ])('another annotation: %s', (_, before, after) => {
    const { changes } = diffOf(annotated(before), annotated(after));
    expect([...new Set(changes.map(({ kind }) => kind))]).toEqual([before.includes('redirect') ? 'status' : 'uncertain']);
  });

  test('an annotation that is gone', () => {
    const diff = diffOf(annotated('nginx.ingress.kubernetes.io/auth-url: "http://auth.shop/v1"'), annotated('example.com/note: x'));
    const uncertain = diff.changes.find(({ kind }) => kind === 'uncertain');
    expect(uncertain).toMatchObject({ newQuestions: [], goneSettings: [{ code: 'external-auth', facts: { url: 'http://auth.shop/v1' } }] });
  });

  test.each([['edge', 'nobody'], ['nobody', 'edge']])('namespaces that a policy admits: team %s, then %s', (before, after) => {
    const of = (team: string): string => `${app('quote')}${ingress('web', [HOST])}---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: quote, namespace: shop }
spec: { podSelector: { matchLabels: { app: quote } }, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: ${team} } } }] }] }
`;
    expect(lines(diffOf(of(before), of(after)))).toEqual(expect.arrayContaining([EVERY_PATH]));
    expect(diffOf(of(before), of(before)).changes).toEqual([]);
  });

  test('where the alternative leads: the second of two Ingress objects with the same path', () => {
    const of = (target: string): string => app('quote') + app('home') + app('quiz') + ingress('a', [HOST]) + ingress('b', [`a.example.com Prefix / ${target}`]);
    expect(lines(diffOf(of('home'), of('quiz')))).toEqual([EVERY_PATH]);
  });
});

describe('a renamed thing that is otherwise the same is not a new question', () => {
  const named = (name: string): string => deployment('quote') + service(name, 'selector: { app: quote }, ports: [{ port: 80, targetPort: http }]');

  test('an Ingress', () => {
    const of = (name: string): string => annotated('nginx.ingress.kubernetes.io/auth-url: "http://auth.shop/v1"').replace('name: web,', `name: ${name},`);
    expect(diffOf(of('web'), of('public')).changes).toEqual([]);
  });

  test('a Service behind a path that several controllers read in several ways', () => {
    const of = (name: string): string => named(name) + ingress('web', [`a.example.com ImplementationSpecific /api ${name}`]);
    expect(lines(diffOf(of('quote'), of('quote-v2'))).filter((line) => line.includes('a.example.com'))).toEqual(['renamed a.example.com: /api and everything under it']);
  });

  test('a Service that an alternative leads to', () => {
    const of = (name: string): string => named(name) + app('home') + ingress('a', ['a.example.com Prefix / home']) + ingress('b', [`a.example.com Prefix / ${name}`]);
    expect(lines(diffOf(of('quote'), of('quote-v2'))).filter((line) => line.includes('a.example.com'))).toEqual([]);
  });
});

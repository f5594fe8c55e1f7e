import fc from 'fast-check';
import type { OpenQuestion } from '../../../../src/kubernetes/open-question';
import { ingress, request, resource, serviceOf, table, tables, winner, type RuleText } from '../../route-tables';

function codes({ questions }: { readonly questions: readonly OpenQuestion[] }): readonly string[] {
  return questions.map(({ code }) => code);
}

describe('paths', () => {
  // https://kubernetes.io/docs/concepts/services-networking/ingress/#examples
  test.each<[readonly string[], string, string | null]>([
    [['Prefix /'], '/', 'Prefix/'],
    [['Prefix /'], '/anything/at/all', 'Prefix/'],
    [['Exact /foo'], '/foo', 'Exact/foo'],
    [['Exact /foo'], '/bar', null],
    [['Exact /foo'], '/foo/', null],
    [['Exact /foo/'], '/foo', null],
    [['Exact /foo'], '/FOO', null],
    [['Prefix /foo'], '/foo', 'Prefix/foo'],
    [['Prefix /foo'], '/foo/', 'Prefix/foo'],
    [['Prefix /foo'], '/FOO', null],
    [['Prefix /foo/'], '/foo', 'Prefix/foo/'],
    [['Prefix /foo/'], '/foo/', 'Prefix/foo/'],
    [['Prefix /aaa/bb'], '/aaa/bbb', null],
    [['Prefix /aaa/bbb'], '/aaa/bbb', 'Prefix/aaa/bbb'],
    [['Prefix /aaa/bbb/'], '/aaa/bbb', 'Prefix/aaa/bbb/'],
    [['Prefix /aaa/bbb'], '/aaa/bbb/', 'Prefix/aaa/bbb'],
    [['Prefix /aaa/bbb'], '/aaa/bbb/ccc', 'Prefix/aaa/bbb'],
    [['Prefix /aaa/bbb'], '/aaa/bbbxyz', null],
    [['Prefix /', 'Prefix /aaa'], '/aaa/ccc', 'Prefix/aaa'],
    [['Prefix /', 'Prefix /aaa', 'Prefix /aaa/bbb'], '/aaa/bbb', 'Prefix/aaa/bbb'],
    [['Prefix /', 'Prefix /aaa', 'Prefix /aaa/bbb'], '/ccc', 'Prefix/'],
    [['Prefix /aaa'], '/ccc', null],
    [['Prefix /foo', 'Exact /foo'], '/foo', 'Exact/foo'],
    [['Prefix /foo', 'Exact /foo'], '/foo/', 'Prefix/foo'],
    [['Prefix /foo', 'Prefix /foo/'], '/foo', 'Prefix/foo/'],
    [['Prefix /foo', 'Prefix /foo/'], '/foo/bar', 'Prefix/foo/'],
    [['Prefix /foo', 'Exact /foo/'], '/foo/', 'Exact/foo/'],
    [['ImplementationSpecific /foo'], '/foo/bar', 'ImplementationSpecific/foo'],
    [['ImplementationSpecific /foo'], '/foobar', null],
    [['ImplementationSpecific '], '/anything', 'ImplementationSpecific'],
  ])('%j takes %s: %s', (rules, path, expected) => {
    const web = table(ingress({ rules: rules.map((each) => `a.example.com ${each} -> ${each.replace(' ', '')}`) }));
    expect(winner(web, `http://a.example.com${path}`)).toBe(expected);
  });

  test('the query takes no part', () => {
    const web = table(ingress({ rules: ['a.example.com Exact /foo -> foo'] }));
    expect(winner(web, 'http://a.example.com/foo?x=/bar')).toBe('foo');
  });

  test('paths that are names of the prototype are paths like others', () => {
    const web = table(ingress({ rules: ['constructor Exact /__proto__ -> one', '__proto__ Prefix /constructor -> two'] }));
    expect(winner(web, 'http://constructor/__proto__')).toBe('one');
    expect(winner(web, 'http://__proto__/constructor/x')).toBe('two');
    expect(winner(web, 'http://tostring/')).toBeNull();
  });
});

describe('hosts', () => {
  // https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards
  test.each<[readonly string[], string, string | null]>([
    [['*.foo.com'], 'bar.foo.com', '*.foo.com'],
    [['*.foo.com'], 'baz.bar.foo.com', null],
    [['*.foo.com'], 'foo.com', null],
    [['*.foo.com'], 'BAR.Foo.com:8080', '*.foo.com'],
    [['bar.foo.com'], 'BAR.Foo.com', 'bar.foo.com'],
    [['*.foo.com', 'bar.foo.com', 'any'], 'bar.foo.com', 'bar.foo.com'],
    [['*.foo.com', 'bar.foo.com', 'any'], 'baz.foo.com', '*.foo.com'],
    [['*.foo.com', 'bar.foo.com', 'any'], 'foo.com', 'any'],
    [['*.0.2.1', 'any'], '192.0.2.1', 'any'],
    [['any'], '[2001:db8::1]', 'any'],
    [['bar.foo.com'], 'bar.foo.com.', 'bar.foo.com'],
  ])('%j takes %s: %s', (hosts, asked, expected) => {
    const rules = hosts.map((host) => (host === 'any' ? 'Prefix / -> any' : `${host} Prefix / -> ${host}`));
    expect(winner(table(ingress({ rules })), `http://${asked}/`)).toBe(expected);
  });

  test('a path that the host does not have is not looked for in less specific hosts, and the trace says who does', () => {
    const web = table(ingress({ rules: ['a.example.com Prefix /a -> a', 'Prefix / -> any'] }));
    const match = web.match(request('http://a.example.com/b'));
    expect(match.route).toBeNull();
    expect(match.questions).toContainEqual(expect.objectContaining({ code: 'falls-to-other-host', sources: [expect.objectContaining({ field: expect.stringMatching(/^spec\.rules\[1\]/) })] }));
  });

  test('rules of several Ingress objects for one host are merged', () => {
    const web = table(
      ingress({ name: 'one', rules: ['a.example.com Prefix /one -> one'] }),
      ingress({ name: 'two', rules: ['a.example.com Prefix /two -> two'] }),
    );
    expect(winner(web, 'http://a.example.com/one')).toBe('one');
    const match = web.match(request('http://a.example.com/two'));
    expect(serviceOf(match)).toBe('two');
    expect(codes(match)).toContain('host-of-several-ingresses');
  });
});

describe('default backends', () => {
  test('an Ingress without rules gets every request', () => {
    const web = table(ingress({ defaultBackend: 'echo' }));
    expect(winner(web, 'http://any.example.com/x')).toBe('echo');
    expect(winner(web, 'http://192.0.2.1/')).toBe('echo');
  });

  test('it takes what no rule matches: another path of the host, another host', () => {
    const web = table(ingress({ rules: ['a.example.com Prefix /a -> a'], defaultBackend: 'rest' }));
    expect(winner(web, 'http://a.example.com/a')).toBe('a');
    expect(winner(web, 'http://a.example.com/b')).toBe('rest');
    const other = web.match(request('http://b.example.com/a'));
    expect(serviceOf(other)).toBe('rest');
    expect(codes(other)).toContain('default-backend-beside-rules');
  });

  test('a host goes to the default backend of its own Ingress before that of another', () => {
    const web = table(
      ingress({ name: 'all', defaultBackend: 'everything' }),
      ingress({ name: 'b', rules: ['b.example.com Prefix /b -> b'], defaultBackend: 'rest-of-b' }),
      ingress({ name: 'c', rules: ['c.example.com Prefix /c -> c'] }),
    );
    expect(winner(web, 'http://b.example.com/x')).toBe('rest-of-b');
    expect(winner(web, 'http://other.example.com/x')).toBe('everything');
    const match = web.match(request('http://c.example.com/x'));
    expect(serviceOf(match)).toBe('everything');
    expect(match.questions).toContainEqual(expect.objectContaining({ code: 'default-backend-of-others', sources: [expect.objectContaining({ resource: expect.objectContaining({ name: 'all' }) })] }));
  });

  test('without one nothing is matched', () => {
    const match = table(ingress({ rules: ['a.example.com Prefix /a -> a'] })).match(request('http://a.example.com/b'));
    expect(match.virtualHost).not.toBeNull();
    expect(match.route).toBeNull();
    expect(codes(match)).toEqual(['ingress-without-class']);
  });

  test('a rule with a host and no paths uses it, which is the controller’s choice', () => {
    const web = table(ingress({ rules: ['a.example.com'], defaultBackend: 'rest' }));
    const match = web.match(request('http://a.example.com/x'));
    expect(serviceOf(match)).toBe('rest');
    expect(codes(match)).toContain('rule-without-paths');
  });
});

describe('several Ingress objects with one host, path and type', () => {
  const path = 'a.example.com Prefix /a ->';

  test('the oldest wins, whatever the order of the files', () => {
    const old = ingress({ name: 'z', rules: [`${path} old`], created: '2020-01-01T00:00:00Z' });
    const young = ingress({ name: 'a', rules: [`${path} young`], created: '2024-01-01T00:00:00Z' });
    const unborn = ingress({ name: 'b', rules: [`${path} unborn`] });
    for (const order of [[old, young, unborn], [unborn, young, old], [young, unborn, old]]) {
      expect(winner(table(...order), 'http://a.example.com/a')).toBe('old');
    }
  });

  test('ages that are not known leave it open', () => {
    const match = table(ingress({ name: 'b', rules: [`${path} b`] }), ingress({ name: 'a', rules: [`${path} a`] })).match(request('http://a.example.com/a'));
    expect(serviceOf(match)).toBe('a');
    expect(match.questions).toContainEqual(expect.objectContaining({ code: 'same-path-unknown', sources: [expect.objectContaining({ resource: expect.objectContaining({ name: 'b' }) })] }));
  });

  test('the same backend twice leaves nothing open', () => {
    const web = table(ingress({ name: 'b', className: 'public', rules: [`${path} s`] }), ingress({ name: 'a', className: 'public', rules: [`${path} s`] }));
    expect(web.match(request('http://a.example.com/a')).questions).toEqual([]);
  });

  test('a canary stands behind what it is a canary of', () => {
    const canary = { 'nginx.ingress.kubernetes.io/canary': 'true' };
    const web = table(
      ingress({ name: 'a', rules: [`${path} canary`], annotations: canary, created: '2020-01-01T00:00:00Z' }),
      ingress({ name: 'b', rules: [`${path} main`], created: '2024-01-01T00:00:00Z' }),
    );
    const match = web.match(request('http://a.example.com/a'));
    expect(serviceOf(match)).toBe('main');
    expect(codes(match)).toContain('same-path-canary');
  });
});

describe('backends', () => {
  test('a route names the Service in the namespace of its Ingress, its port and its field', () => {
    const { route } = table(ingress({ namespace: 'kiada', rules: ['Prefix / -> quote'] })).match(request('http://x/'));
    expect(route?.action).toEqual({
      kind: 'backends',
      backends: [{ namespace: 'kiada', service: 'quote', port: 80, share: 1, fieldPath: 'spec.rules[0].http.paths[0].backend' }],
    });
  });

  test('what happens at a backend that is not a Service is not known', () => {
    const bucket = { resource: { apiGroup: 'storage.example.com', kind: 'Bucket', name: 'static' } };
    const web = table(ingress({ spec: { rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend: bucket }] } }] } }));
    expect(web.match(request('http://x/')).route?.action).toEqual({ kind: 'unknown', what: 'Bucket (storage.example.com) shop/static' });
  });
});

describe('TLS and entry points', () => {
  const rules = ['a.example.com Prefix / -> a', '*.example.com Prefix / -> b'];
  const tls = [{ hosts: ['a.example.com'], secretName: 'a-tls' }, { hosts: ['*.example.com'], secretName: 'wild-tls' }];

  test('the entries that cover a host are told, the exact one first', () => {
    const web = table(ingress({ rules, tls }));
    expect(web.match(request('https://a.example.com/')).tls.map((each) => each.tls.secretName)).toEqual(['a-tls', 'wild-tls']);
    expect(web.match(request('https://b.example.com/')).tls.map((each) => each.tls.secretName)).toEqual(['wild-tls']);
    expect(web.virtualHosts.map((each) => each.tls.length)).toEqual([2, 1]);
  });

  test('https for a host that no entry covers is open', () => {
    const match = table(ingress({ className: 'public', rules, tls: [tls[0]] })).match(request('https://b.example.com/'));
    expect(codes(match)).toEqual(['no-certificate']);
  });

  test('a Secret that is not in the input is named, one that is there is not', () => {
    const web = ingress({ className: 'public', rules, tls });
    const secret = resource('v1', 'Secret', 'shop', { metadata: { name: 'a-tls' } }, 'a-tls');
    const ask = request('https://a.example.com/');
    expect(table(web).match(ask).questions).toMatchObject([{ code: 'secret-outside-manifests', sources: [{ field: 'spec.tls[0]' }] }]);
    expect(tables([web], [], [secret])[0].match(ask).questions).toEqual([]);
  });

  test('an entry without hosts covers the hosts of its Ingress', () => {
    const web = table(ingress({ rules, tls: [{ secretName: 's' }] }));
    expect(web.match(request('https://a.example.com/')).tls).toHaveLength(2);
    expect(web.match(request('https://c.example.org/')).tls).toHaveLength(0);
  });

  test('other ports than 80 and 443 are the controller’s', () => {
    const web = table(ingress({ className: 'public', rules }));
    expect(web.match(request('http://a.example.com:8080/')).questions).toMatchObject([{ code: 'router-port', facts: { port: 8080 } }]);
    expect(web.match(request('http://a.example.com/')).questions).toEqual([]);
  });
});

describe('what the text leaves open', () => {
  const open = (rules: readonly RuleText[], path: string): readonly string[] =>
    table(ingress({ className: 'public', rules })).match(request(`http://a.example.com${path}`)).questions.map(({ text }) => text());

  test('ImplementationSpecific, where the controllers differ for this request', () => {
    const rules = ['a.example.com ImplementationSpecific /foo -> foo'];
    expect(open(rules, '/foo')).toEqual([]);
    expect(open(rules, '/foo/bar')).toEqual([expect.stringMatching(/ALB and GKE read it as that path alone/)]);
    expect(open(rules, '/foobar')).toEqual([expect.stringMatching(/read it by characters/)]);
    expect(open(['a.example.com ImplementationSpecific /foo/* -> foo'], '/foo/bar')).toEqual([expect.stringMatching(/a pattern for AWS ALB/)]);
    expect(open(rules, '/bar')).toEqual([]);
  });

  test.each([
    ['/a//b', /the HAProxy controllers match \/a\/\/b, and then nothing matches/],
    ['/a/x/../b', /the HAProxy controllers match \/a\/x\/..\/b/],
    ['/a/%62', /the HAProxy controllers match \/a\/%62/],
    ['/a%2fb', /^the path is not in normal form: ingress-nginx and NGINX Inc. match \/a\/b, and then `\/a\/b` \(Exact\) takes it/],
  ])('normalization of %s, where it decides', (path, expected) => {
    expect(open(['a.example.com Exact /a/b -> ab'], path)).toEqual([expect.stringMatching(expected)]);
    expect(open(['a.example.com Prefix / -> all'], path)).toEqual([]);
  });

  test('Exact and a Prefix that is longer by its slash', () => {
    expect(open(['a.example.com Exact /a -> exact', 'a.example.com Prefix /a/ -> prefix'], '/a')).toEqual([expect.stringMatching(/controllers let Exact win/)]);
  });
});

test('a path is matched in normal form, and what it is read as is said', () => {
  const { route, routeBecause } = table(ingress({ rules: ['a.example.com Exact /a/b -> ab'] })).match(request('http://a.example.com/a//x/../b'));
  expect(route?.label).toBe('`/a/b` (Exact)');
  expect(routeBecause).toBe('the path is read as /a/b; the only matching path');
});

describe('why', () => {
  const because = (rules: readonly RuleText[], url: string): readonly [string, string] => {
    const { hostBecause, routeBecause } = table(ingress({ rules })).match(request(url));
    return [hostBecause, routeBecause];
  };

  test('against which alternatives a route won', () => {
    const rules = ['api.example.com Prefix / -> all', 'api.example.com Prefix /questions -> quiz', '*.example.com Prefix / -> wild'];
    expect(because(rules, 'http://api.example.com/questions/1')).toEqual([
      'an exact host rule, which goes before *.example.com', '`/questions` (Prefix) takes precedence over `/` (Prefix): longer',
    ]);
    expect(because(rules, 'http://api.example.com/')).toEqual([expect.anything(), 'the only matching path']);
    expect(because([...rules, 'api.example.com Exact /questions -> x'], 'http://api.example.com/questions')[1])
      .toBe('`/questions` (Exact) takes precedence over `/questions` (Prefix) and 1 more: Exact takes precedence over Prefix');
  });

  test.each([
    ['Exact /quote', '/quote/', /`\/quote` \(Exact\), which differs only by the trailing slash/],
    ['Exact /quote', '/quote/1', /matches that path alone/],
    ['Prefix /quote', '/Quote', /differs only by case/],
    ['Prefix /quote', '/quotes', /matches whole elements only/],
    ['Exact /questions', '/qestions', /closest: `\/questions` \(Exact\)/],
  ])('%s is what is nearest to %s', (rule, path, expected) => {
    expect(because([`a.example.com ${rule} -> x`], `http://a.example.com${path}`)[1]).toMatch(expected);
  });

  test.each([
    ['api.exmaple.com', /the closest is api\.example\.com/],
    ['a.b.wild.example.com', /\*\.wild\.example\.com stands for one label only/],
    ['wild.example.com', /\*\.wild\.example\.com stands for one label only/],
    ['elsewhere.org', /only api\.example\.com, \*\.wild\.example\.com/],
  ])('what is nearest to the host %s', (host, expected) => {
    expect(because(['api.example.com Prefix / -> a', '*.wild.example.com Prefix / -> b'], `http://${host}/`)[0]).toMatch(expected);
  });
});

describe('any set of rules', () => {
  const element = fc.constantFrom('a', 'b', 'aa');
  const path = fc.tuple(fc.array(element, { maxLength: 3 }), fc.boolean()).map(([parts, slash]) => `/${parts.join('/')}${slash && parts.length > 0 ? '/' : ''}`);
  const rule = fc.record({ type: fc.constantFrom('Exact', 'Prefix', 'ImplementationSpecific'), path });
  const ruleSet = fc.uniqueArray(rule, { maxLength: 10, selector: (each) => `${each.type} ${each.path}` });

  const elements = (text: string): readonly string[] => (text === '/' ? [] : text.replace(/\/$/, '').slice(1).split('/'));

  /** The text of the API, read naively: all that match, the longest first, Exact before Prefix on a tie. */
  function naive(rules: readonly { type: string; path: string }[], asked: string): string | null {
    const matching = rules.filter((each) => (each.type === 'Exact'
      ? each.path === asked
      : elements(each.path).every((part, i) => elements(asked)[i] === part)));
    const weight = (each: { type: string; path: string }): number => elements(each.path).length * 100 + (each.type === 'Exact' ? 50 : 0)
      + each.path.length + (each.type === 'Prefix' ? 0.5 : 0);
    const [first] = [...matching].sort((x, y) => weight(y) - weight(x));
    return first === undefined ? null : `${first.type}${first.path}`;
  }

  test('is decided as the text read naively decides it', () => {
    fc.assert(fc.property(ruleSet, path, (rules, asked) => {
      const web = table(ingress({ rules: rules.map((each) => `h ${each.type} ${each.path} -> ${each.type}${each.path}`), defaultBackend: 'rest' }));
      expect(winner(web, `http://h${asked}`)).toBe(naive(rules, asked) ?? 'rest');
    }), { numRuns: 500 });
  });

  test('is decided alike in whichever order the rules stand', () => {
    const shuffled = ruleSet.chain((rules) => fc.tuple(fc.constant(rules), fc.shuffledSubarray(rules, { minLength: rules.length })));
    fc.assert(fc.property(shuffled, path, ([rules, other], asked) => {
      const compile = (list: typeof rules) => table(ingress({ rules: list.map((each) => `h ${each.type} ${each.path} -> ${each.type}${each.path}`), defaultBackend: 'x' }));
      expect(winner(compile(other), `http://h${asked}`)).toBe(winner(compile(rules), `http://h${asked}`));
    }));
  });

  test('is listed in order: the winner is the first of the host’s routes that matches', () => {
    fc.assert(fc.property(ruleSet, path, (rules, asked) => {
      const web = table(ingress({ rules: rules.map((each) => `h ${each.type} ${each.path} -> s`), defaultBackend: 'x' }));
      const { route, virtualHost } = web.match(request(`http://h${asked}`));
      const first = virtualHost?.routes.find(({ path: matcher }) => matcher.kind === 'any' || (matcher.kind === 'exact'
        ? matcher.path === asked
        : elements(matcher.path).every((part, i) => elements(asked)[i] === part)));
      expect(route).toBe(first);
    }));
  });
});

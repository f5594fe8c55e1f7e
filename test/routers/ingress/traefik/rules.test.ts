import { compile, destinations, installation, send } from './traefik';

const HOST = 'http://shop.example.com';

describe('paths', () => {
  test('a Prefix is a prefix of characters, and a trailing slash belongs to it', () => {
    const router = compile({ ingresses: [{ rules: ['shop.example.com Prefix /foo -> foo', 'shop.example.com Prefix /bar/ -> bar'] }], services: ['foo', 'bar'] });
    expect(destinations(router, `${HOST}/foobar`, `${HOST}/foo/x`, `${HOST}/bar/x`, `${HOST}/bar`)).toEqual(['foo:80', 'foo:80', 'bar:80', '404']);
  });

  test('with strictPrefixMatching a Prefix is one of elements, whose rule is longer', () => {
    const strict = installation('--providers.kubernetesingress.strictPrefixMatching=true');
    const rules = ['Prefix /foo -> foo', 'Prefix /bar/ -> bar', 'Exact /foo/a-short-one -> exact', 'Exact /foo/one-of-more-than-27-bytes -> exact', 'Prefix / -> all'].map((each) => `shop.example.com ${each}`);
    const router = compile({ ingresses: [{ rules }], services: ['foo', 'bar', 'exact', 'all'], others: [strict] });
    expect(destinations(router, `${HOST}/foobar`, `${HOST}/foo`, `${HOST}/foo/x`, `${HOST}/bar`, `${HOST}/barx`, `${HOST}/foo/a-short-one`, `${HOST}/foo/one-of-more-than-27-bytes`))
      .toEqual(['all:80', 'foo:80', 'foo:80', 'bar:80', 'all:80', 'foo:80', 'exact:80']);
  });

  test('ImplementationSpecific is a prefix of characters, too, and its text is no pattern', () => {
    const router = compile({ ingresses: [{ rules: ['shop.example.com ImplementationSpecific /v[0-9] -> foo'] }], services: ['foo'] });
    expect(destinations(router, `${HOST}/v1`, `${HOST}/v[0-9]x`)).toEqual(['404', 'foo:80']);
  });

  test('router.pathmatcher is of ImplementationSpecific alone', () => {
    const annotations = { 'traefik.ingress.kubernetes.io/router.pathmatcher': 'PathRegexp' };
    const rules = ['shop.example.com ImplementationSpecific /v[0-9]+$ -> foo', 'shop.example.com Prefix /p[0-9] -> bar'];
    const router = compile({ ingresses: [{ rules, annotations }], services: ['foo', 'bar'] });
    expect(destinations(router, `${HOST}/v12`, `${HOST}/x/v1`, `${HOST}/v1/`, `${HOST}/p1`)).toEqual(['foo:80', 'foo:80', '404', '404']);
  });

  test('a path of an unknown matcher, or with a broken pattern, is left out and said', () => {
    const matcher = (value: string) => ({ 'traefik.ingress.kubernetes.io/router.pathmatcher': value });
    const rules = ['shop.example.com ImplementationSpecific /a(b -> foo', 'shop.example.com Prefix / -> bar'];
    for (const [value, code] of [['PathPrefixStrip', 'path-matcher-unknown'], ['PathRegexp', 'path-pattern-invalid']]) {
      const router = compile({ ingresses: [{ rules, annotations: matcher(value) }], services: ['foo', 'bar'] });
      expect(destinations(router, `${HOST}/a(b`)).toEqual(['bar:80']);
      expect(router.faults).toMatchObject([{ kind: 'dropped', code, source: { field: 'spec.rules[0].http.paths[0]' } }]);
    }
  });

  test('what the rule is compared with is cleaned and decoded, what pods get is cleaned', () => {
    const rules = ['shop.example.com Exact /foo/bar/baz -> exact', 'shop.example.com Prefix /é -> letter', 'shop.example.com Prefix /foo -> foo'];
    const router = compile({ ingresses: [{ rules }], services: ['exact', 'letter', 'foo'] });
    expect(destinations(router, `${HOST}//foo/./x/../bar/baz/.`, `${HOST}/%66oo%2fbar`, `${HOST}/%C3%A9`, `${HOST}/foo/%2e%2e/foo`, `${HOST}/foo%zz`))
      .toEqual(['exact:80 /foo/bar/baz', 'foo:80 /foo%2Fbar', 'letter:80', 'foo:80 /foo', '400']);
  });
});

describe('hosts', () => {
  test('a wildcard is one label; case, port and one trailing dot do not count', () => {
    const router = compile({ ingresses: [{ rules: ['*.example.com Prefix / -> any'] }], services: ['any'] });
    expect(destinations(router, 'http://A.Example.com:81/', 'http://a.example.com./', 'http://a.b.example.com/', 'http://example.com/'))
      .toEqual(['any:80', 'any:80', '404', '404']);
  });

  test('a path that the rules of its host do not have goes on to wildcards and to rules without a host', () => {
    const rules = ['shop.example.com Prefix /app -> app', '*.example.com Prefix /wild -> wild', 'Prefix / -> any'];
    const router = compile({ ingresses: [{ rules }], services: ['app', 'wild', 'any'] });
    expect(destinations(router, `${HOST}/app`, `${HOST}/wild`, `${HOST}/x`)).toEqual(['app:80', 'wild:80', 'any:80']);
  });
});

describe('priority', () => {
  test('the longer rule wins, so that a Prefix beats an Exact of the same path', () => {
    const rules = ['shop.example.com Exact /foo -> exact', 'shop.example.com Prefix /foo -> prefix'];
    const router = compile({ ingresses: [{ rules }], services: ['exact', 'prefix'] });
    expect(send(router, `${HOST}/foo`)).toMatchObject({ to: 'prefix:80', open: [] });
  });

  test('an Exact wins where its path is seven bytes longer, and nobody knows where it is six', () => {
    const rules = ['Exact /seven77 -> exact', 'Exact /six666 -> exact', 'Prefix / -> prefix'].map((rule) => `shop.example.com ${rule}`);
    const router = compile({ ingresses: [{ rules }], services: ['exact', 'prefix'] });
    expect(send(router, `${HOST}/seven77`)).toMatchObject({ to: 'exact:80', open: [] });
    expect(send(router, `${HOST}/six666`).open).toEqual(['tie']);
    expect(send(router, `${HOST}/other`)).toMatchObject({ to: 'prefix:80', open: [] });
  });

  test('a long path without a host beats a short one with it', () => {
    const rules = ['shop.example.com Prefix / -> host', 'Prefix /a-path-that-is-longer-than-the-host -> path'];
    const router = compile({ ingresses: [{ rules }], services: ['host', 'path'] });
    expect(destinations(router, `${HOST}/a-path-that-is-longer-than-the-host`, `${HOST}/a`)).toEqual(['path:80', 'host:80']);
  });

  test('length is of the quoted text in bytes', () => {
    // "é" is two bytes; a quote is written as two characters
    const rules = ['shop.example.com Exact /ééé -> exact', 'shop.example.com Prefix / -> prefix', 'shop.example.com Exact /"""x -> quotes'];
    const router = compile({ ingresses: [{ rules }], services: ['exact', 'prefix', 'quotes'] });
    expect(send(router, `${HOST}/%C3%A9%C3%A9%C3%A9`).open).toEqual(['tie']);
    expect(send(router, `${HOST}/%22%22%22x`)).toMatchObject({ to: 'quotes:80', open: [] });
  });

  test('router.priority is of all paths of the Ingress; 0 is none, and a negative one comes after all others', () => {
    const at = (priority: string) => ({ 'traefik.ingress.kubernetes.io/router.priority': priority });
    const first = { name: 'first', rules: ['Prefix / -> first'] };
    const second = { name: 'second', rules: ['shop.example.com Prefix /foo -> second'] };
    const services = ['first', 'second'];
    expect(destinations(compile({ ingresses: [{ ...first, annotations: at('1000') }, second], services }), `${HOST}/foo`)).toEqual(['first:80']);
    expect(destinations(compile({ ingresses: [first, { ...second, annotations: at('0') }], services }), `${HOST}/foo`)).toEqual(['second:80']);
    expect(destinations(compile({ ingresses: [first, { ...second, annotations: at('-1') }], services }), `${HOST}/foo`)).toEqual(['first:80']);
  });

  test('equal rules of two Ingress objects have no order, whatever their age', () => {
    const rules = ['shop.example.com Prefix / -> foo'];
    const router = compile({ ingresses: [{ name: 'old', rules, created: '2024-01-01T00:00:00Z' }, { name: 'new', rules: ['shop.example.com Prefix / -> bar'] }], services: ['foo', 'bar'] });
    expect(send(router, `${HOST}/`).open).toEqual(['tie']);
  });
});

describe('names of routers', () => {
  test('of equal rules in one Ingress the last one stays', () => {
    const rules = ['shop.example.com Prefix /x -> first', 'shop.example.com ImplementationSpecific /x -> last'];
    const router = compile({ ingresses: [{ rules }], services: ['first', 'last'] });
    expect(send(router, `${HOST}/x`)).toMatchObject({ to: 'last:80', open: [] });
  });

  test('two Ingress objects whose names run together take each other\'s place', () => {
    const ingresses = [
      { namespace: 'a', name: 'b-c', rules: ['shop.example.com Prefix / -> x'] },
      { namespace: 'a-b', name: 'c', rules: ['shop.example.com Exact / -> y'] },
    ];
    const router = compile({ ingresses, services: [{ name: 'x', namespace: 'a' }, { name: 'y', namespace: 'a-b' }] });
    expect(send(router, `${HOST}/`).open).toContain('traefik-router-name');
    expect(send(router, `${HOST}/x`).open).toContain('traefik-router-name');
    expect(send(router, 'http://other.example.com/').open).toEqual([]);
  });

  test('and two Services', () => {
    const ingresses = [
      { namespace: 'a', name: 'one', rules: ['one.example.com Prefix / -> b-c'] },
      { namespace: 'a-b', name: 'two', rules: ['two.example.com Prefix / -> c'] },
    ];
    const router = compile({ ingresses, services: [{ name: 'b-c', namespace: 'a' }, { name: 'c', namespace: 'a-b' }] });
    expect(send(router, 'http://one.example.com/').open).toEqual(['traefik-service-name']);
  });
});

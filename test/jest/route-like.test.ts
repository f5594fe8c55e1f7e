import { App, Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import { ExposedApp, GatewayRef, PathRouter } from '../../src';
import { routing } from '../../src/jest';

interface ShopProps {
  /** @default - an Ingress of class web */
  readonly gateway?: GatewayRef;
  /** @default - /quote and /quiz */
  readonly paths?: readonly string[];
  /** Whether the chart has the Secret of the certificate. */
  readonly secret?: boolean;
}

/** Two apps and their routes. */
function shop({ gateway, paths = ['/quote', '/quiz'], secret = true }: ShopProps = {}): Chart {
  const chart = new Chart(new App(), 'shop', { namespace: 'kiada' });
  const [quote, quiz] = ['quote', 'quiz'].map((id) => new ExposedApp(chart, id, { image: `example.com/${id}`, port: 80, targetPort: 8080 }));
  if (secret) new Secret(chart, 'tls', { metadata: { name: 'api-tls' }, type: 'kubernetes.io/tls', stringData: { 'tls.crt': '', 'tls.key': '' } });
  new PathRouter(chart, 'public', {
    ...(gateway === undefined ? { ingressClassName: 'web' } : { gateway }),
    tls: [{ hosts: ['api.example.com'], secretName: 'api-tls' }],
    routes: paths.map((path) => ({ host: 'api.example.com', path, backend: path === '/quiz' ? quiz : quote })),
  });
  return chart;
}

/** A route of a pattern that cannot be compared with others. */
const PATTERN = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: pattern, namespace: kiada, annotations: { nginx.ingress.kubernetes.io/use-regex: 'true' } }
spec:
  ingressClassName: nginx
  rules:
    - host: pattern.example.com
      http: { paths: [{ path: '/(a)\\1', pathType: ImplementationSpecific, backend: { service: { name: quote, port: { number: 80 } } } }] }
`;

const gateway = GatewayRef.create({ gatewayClassName: 'edge' });
const old = shop();
const equal = shop({ gateway });
const lossy = shop({ gateway, paths: ['/quote'] });
const uncertain = shop({ gateway, secret: false });

/** What a failing expectation says. */
function failure(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('the expectation was met');
}

test('a Gateway that leads every request where the Ingress did routes like it', () => {
  expect(equal).toRouteLike(old);
  expect(equal).toRouteLike(equal);
  expect(routing(equal)).toRouteLike(routing(old, { controller: 'spec' }), { except: [] });
  const message = failure(() => expect(equal).not.toRouteLike(old));
  expect(message).toMatch(/^expect\(routes\)\.not\.toRouteLike\(old\)\n\n✔ no request changes its outcome: \d+ classes of requests asked on both sides\n$/);
});

test('a request that is lost fails, and is told as diff tells it', () => {
  expect(lossy).not.toRouteLike(old);
  const message = failure(() => expect(lossy).toRouteLike(old));
  expect(message).toContain('expect(routes).toRouteLike(old)\n\n✖ lost (requests that arrived, and no longer do)\n  api.example.com: /quiz and everything under it\n');
  expect(message).toContain('      before  Service kiada/quiz port 80 → Deployment kiada/quiz port 8080\n      after   answered 404 no-matching-rule');
  expect(message).toContain('      try     curl http://api.example.com/quiz\n');
  expect(message).not.toContain('accepted');
});

test('which of the two is old matters: what was lost is new the other way round', () => {
  expect(equal).toRouteLike(lossy, { except: ['new'] });
  expect(failure(() => expect(equal).toRouteLike(lossy, { except: ['lost'] }))).toContain('✚ new');
});

test('kinds that are accepted are not told, but counted', () => {
  expect(lossy).toRouteLike(old, { except: ['lost'] });
  const message = failure(() => expect(lossy).not.toRouteLike(old, { except: ['renamed', 'lost'] }));
  expect(message).toBe("expect(routes).not.toRouteLike(old, { except: ['renamed', 'lost'] })\n\nno other request changes its outcome; accepted: 1 lost\n");
  const both = shop({ gateway, paths: ['/quote'], secret: false });
  const rest = failure(() => expect(both).toRouteLike(old, { except: ['uncertain'] }));
  expect(rest).toMatch(/accepted: \d uncertain\n$/);
  expect(rest).not.toContain('? uncertain');
});

test('what is uncertain is neither alike nor different, unless it is accepted', () => {
  expect(failure(() => expect(uncertain).toRouteLike(old))).toContain('whether listener https-api-example-com has a certificate: Secret kiada/api-tls');
  expect(failure(() => expect(uncertain).not.toRouteLike(old))).toContain('so that nothing is proven of it');
  expect(uncertain).toRouteLike(old, { except: ['uncertain'] });
});

test('where requests were left out, nothing is proven, whatever is accepted', () => {
  const message = failure(() => expect(PATTERN).toRouteLike(PATTERN, { except: ['uncertain'] }));
  expect(message).toContain('left out: `/(a)\\1` (ImplementationSpecific) of Ingress kiada/pattern');
  expect(message).toContain('? not all was compared');
  expect(failure(() => expect(PATTERN).not.toRouteLike(PATTERN))).toContain('so that nothing is proven of it');
});

test('arguments that mean nothing are errors that name what is allowed, for .not as well', () => {
  const kinds = 'lost, moved, status, rewritten, admitted, share, certificate, new, uncertain, renamed';
  const given = (options: unknown) => failure(() => expect(equal).not.toRouteLike(old, options as { except: [] }));
  expect(given({ except: ['lsot'] })).toBe(`toRouteLike: except[0] is 'lsot'; expected one of ${kinds}`);
  expect(given({ except: 'lost' })).toBe(`toRouteLike: except is 'lost'; expected a list of kinds of changes: ${kinds}`);
  expect(given({ exept: [] })).toBe("toRouteLike: options has 'exept', which does not exist; did you mean 'except'?");
  expect(given(['lost'])).toBe('toRouteLike: options is a list; expected an object with except');
});

test('old routes that are missing or cannot be read are told as the old ones', () => {
  const against = (value: unknown) => failure(() => expect(equal).toRouteLike(value as string));
  expect(against(undefined)).toBe(
    'toRouteLike: old: got undefined, expected a Chart, an App or another construct, a path of manifests, their text, or their objects');
  expect(against({ except: ['lost'] })).toContain('toRouteLike: old: got an object that has no apiVersion and kind');
  expect(against('nothing.yaml')).toBe('toRouteLike: old: nothing.yaml: cannot be read: no such file or folder');
  expect(failure(() => expect(3).toRouteLike(old))).toMatch(/^got number, expected a Chart/);
});

import { join } from 'node:path';
import { Testing } from 'cdk8s';
import { Kiada } from './kiada';
import { routeTable, routing } from 'cdk8s-routing/jest';

const kiada = routing(new Kiada(Testing.app(), 'kiada'));

test('routing has no errors', () => {
  expect(kiada).toHaveNoRoutingErrors();
});

test('the front end is public', () => {
  expect(kiada).toRoute('https://kiada.example.com/', { to: 'kiada', port: 80, containerPort: 8080 });
});

test('quotes are public, and nothing else of the quote service', () => {
  expect(kiada).toRoute('GET https://api.example.com/quote', { to: 'quote' });
  expect(kiada).not.toRoute('GET https://api.example.com/quote/today', { to: 'quote' });
  expect(kiada).toAnswer('GET https://api.example.com/quote/today', 404);
});

test('the database of the quiz service is found by its peers, and by nobody outside', () => {
  expect(kiada).toResolve('quiz-0.quiz-pods', { from: 'StatefulSet/quiz' });
  expect(kiada).toRoute({ url: 'tcp://quiz-0.quiz-pods:27017', from: 'StatefulSet/quiz' }, { pods: 'quiz-0' });
  expect(kiada).toFail('tcp://quiz-pods.kiada.svc.cluster.local:27017', 'name-not-public');
});

test('payments go to the accounting department', () => {
  expect(kiada).toRoute({ url: 'http://payments', from: 'Deployment/kiada' }, { addresses: ['192.0.2.17', '192.0.2.18'], containerPort: 88 });
});

test('the route tests pass, and cover every route', () => {
  expect(kiada).toPassRouteTests(join(__dirname, 'routes.test.yaml'), { coverage: 100 });
});

test('the route table is as reviewed', () => {
  expect(routeTable(kiada)).toMatchInlineSnapshot(`
"ingress class nginx (ingress-nginx)
  depends on: whether ingress-nginx serves ingress class nginx: the manifests have no such IngressClass, and only its name says so
  HOST               SCHEMES  PATH        TYPE          LEADS TO
  api.example.com    http     /           StringPrefix  308 redirect to https://api.example.com
                     http     /questions  Prefix        308 redirect to https://api.example.com/questions
                     http     /quote      Exact         308 redirect to https://api.example.com/quote
                     https    /           StringPrefix  answered 404 no-matching-rule
                     https    /questions  Prefix        kiada/quiz:80 -> StatefulSet/quiz:8080
                     https    /quote      Exact         kiada/quote:80 -> Deployment/quote:80
  kiada.example.com  http     /           Prefix        308 redirect to https://kiada.example.com
                     https    /           Prefix        kiada/kiada:80 -> Deployment/kiada:8080

NAMESPACE  SERVICE     TYPE                  PORT       NODE PORT  ADDRESSES                 LEADS TO
kiada      kiada       LoadBalancer          80/TCP     -          -                         kiada/kiada:80 -> Deployment/kiada:8080
kiada      kiada       LoadBalancer          443/TCP    -          -                         kiada/kiada:443 -> Deployment/kiada:8443
kiada      payments    ClusterIP             80/TCP     -          -                         kiada/payments:80 -> 192.0.2.17, 192.0.2.18:88
kiada      quiz        ClusterIP             80/TCP     -          -                         kiada/quiz:80 -> StatefulSet/quiz:8080
kiada      quiz-pods   ClusterIP (headless)  27017/TCP  -          -                         kiada/quiz-pods:27017 -> StatefulSet/quiz:27017
kiada      quote       ClusterIP             80/TCP     -          -                         kiada/quote:80 -> Deployment/quote:80
kiada      quote-pods  ClusterIP (headless)  80/TCP     -          -                         kiada/quote-pods:80 -> Deployment/quote:80
kiada      time-api    ExternalName          80/TCP     -          worldtimeapi.example.com  unknown leaves-cluster"
`);
});

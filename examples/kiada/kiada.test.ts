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
"ingress class nginx
  api.example.com (TLS: example-com-tls)
     /quote (Exact)       ->  kiada/quote:80 -> Deployment quote port 80
     /questions (Prefix)  ->  kiada/quiz:80 -> StatefulSet quiz port 8080
  kiada.example.com (TLS: example-com-tls)
     / (Prefix)  ->  kiada/kiada:http -> Deployment kiada port 8080

Services
  kiada/kiada       LoadBalancer  80 (http)        ->  Deployment kiada port 8080
  kiada/kiada       LoadBalancer  443 (https)      ->  Deployment kiada port 8443
  kiada/payments    ClusterIP     80 (http)        ->  192.0.2.17, 192.0.2.18 port 88
  kiada/quiz        ClusterIP     80               ->  StatefulSet quiz port 8080
  kiada/quiz-pods   headless      27017 (mongodb)  ->  StatefulSet quiz port 27017
  kiada/quote       ClusterIP     80               ->  Deployment quote port 80
  kiada/quote-pods  headless      80               ->  Deployment quote port 80
  kiada/time-api    ExternalName                   ->  worldtimeapi.example.com"
`);
});

import { Chart, Duration, type ChartProps } from 'cdk8s';
import { Cpu, EnvValue, Probe } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { ExposedApp, ExternalAlias, HeadlessSet, IngressController, PathRouter, PathType, ExposureType, type IBackend } from 'cdk8s-routing';

/** The apps that requests from outside reach. */
export interface PublicApps {
  readonly kiada: IBackend;
  readonly quote: IBackend;
  readonly quiz: IBackend;
}

/**
 * Kiada, a quote and quiz app of five Services: a web front end, a stateless and a stateful service behind it, and two names for things that run
 * elsewhere. One router leads the public hosts to them.
 */
export class Kiada extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps = {}) {
    super(scope, id, { namespace: 'kiada', ...props });

    // A stateless service: http://quote inside the cluster. The image listens on 80.
    const quote = new ExposedApp(this, 'quote', {
      image: 'example.com/kiada/quote:0.1',
      replicas: 3,
      port: 80,
      container: { name: 'nginx', resources: { cpu: { request: Cpu.millis(50) } } },
      readiness: Probe.fromHttpGet('/quote', { port: 80 }),
    });

    // The same pods once more, each at its own address: quote-pods resolves to all of them.
    new HeadlessSet(this, 'quote-pods', { workload: quote.workload });

    // A stateful service: every pod has a name of its own, by which its peers find it while it starts.
    const quizPods = new HeadlessSet(this, 'quiz-pods', {
      image: 'example.com/kiada/quiz:0.1',
      replicas: 3,
      ports: [{ name: 'mongodb', port: 27017 }],
      publishNotReadyAddresses: true,
      container: { name: 'quiz-api', ports: [{ number: 8080, name: 'http' }, { number: 27017, name: 'mongodb' }] },
      readiness: Probe.fromHttpGet('/questions/random', { port: 8080 }),
      statefulSet: { metadata: { name: 'quiz' } },
    });
    quizPods.statefulSet?.containers[0].env.addVariable('PEERS', EnvValue.fromValue(quizPods.podDnsNames.join(',')));
    const quiz = quizPods.addService('quiz', { port: 80, targetPort: 'http' });

    // Names inside the cluster for what runs outside it: a host name, and two addresses of the accounting department.
    const timeApi = new ExternalAlias(this, 'time-api', { hostname: 'worldtimeapi.example.com', port: 80 });
    const payments = new ExternalAlias(this, 'payments', {
      addresses: ['192.0.2.17', '192.0.2.18'],
      ports: [{ name: 'http', port: 80, targetPort: 88 }],
      legacyEndpoints: true,
    });

    // The front end, public through a load balancer of its own and through the router.
    const kiada = new ExposedApp(this, 'kiada', {
      image: 'example.com/kiada/kiada:0.1',
      replicas: 3,
      type: ExposureType.loadBalancer(),
      ports: [{ name: 'http', port: 80, targetPort: 'http' }, { name: 'https', port: 443, targetPort: 'https' }],
      container: {
        ports: [{ number: 8080, name: 'http' }, { number: 8443, name: 'https' }],
        envVariables: {
          QUOTE_URL: EnvValue.fromValue(quote.url()),
          QUIZ_URL: EnvValue.fromValue(quiz.url()),
          TIME_URL: EnvValue.fromValue(timeApi.url()),
          PAYMENTS_URL: EnvValue.fromValue(payments.url()),
        },
      },
      readiness: Probe.fromHttpGet('/healthz/ready', { port: 8080 }),
    });

    this.publish({ kiada, quote, quiz });
  }

  /** Leads the public hosts to the apps: by an Ingress. */
  protected publish({ kiada, quote, quiz }: PublicApps): void {
    const router = new PathRouter(this, 'public', {
      ingressClassName: 'nginx',
      controller: IngressController.INGRESS_NGINX,
      tls: [{ hosts: ['*.example.com'], secretName: 'example-com-tls' }],
    });
    router.addRoutes(
      { host: 'kiada.example.com', backend: kiada, port: 'http', cookieAffinity: { name: 'KIADA_SESSION', maxAge: Duration.hours(1) } },
      { host: 'api.example.com', path: '/quote', pathType: PathType.EXACT, backend: quote },
      { host: 'api.example.com', path: '/questions', backend: quiz },
    );
  }
}

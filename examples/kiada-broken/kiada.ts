import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { Backend, ExposedApp, PathRouter, PathType } from 'cdk8s-routing';

/**
 * Kiada as it looks when Services and pods are tied together by hand: three mistakes that no construct can see, since each Service and each
 * Deployment is right by itself.
 */
export class BrokenKiada extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'kiada' });

    this.deployment('quote', [{ number: 80, name: 'http' }]);
    this.deployment('quiz', [{ number: 8080, name: 'http' }]);
    this.deployment('kiada', [{ number: 8080, name: 'http' }]);

    // 1. two letters of the label are swapped: the Service selects nothing
    const quote = new ExposedApp(this, 'quote', { selector: { app: 'qoute' }, port: 80 });

    // 2. no container has a port of this name: the Service has endpoints without ports
    const quiz = new ExposedApp(this, 'quiz', { selector: { app: 'quiz' }, port: 80, targetPort: 'htpp' });

    // 3. the router asks for the container's port, where it should be the Service's
    new ExposedApp(this, 'kiada', { selector: { app: 'kiada' }, port: 80, targetPort: 'http' });
    const kiada = Backend.fromServiceName('kiada', { port: 8080 });

    new PathRouter(this, 'public', {
      ingressClassName: 'nginx',
      routes: [
        { host: 'kiada.example.com', backend: kiada },
        { host: 'api.example.com', path: '/quote', pathType: PathType.EXACT, backend: quote },
        { host: 'api.example.com', path: '/questions', backend: quiz },
      ],
    });
  }

  /** A Deployment with labels of its own. */
  private deployment(name: string, ports: kplus.ContainerPort[]): void {
    new kplus.Deployment(this, `${name}-pods`, {
      metadata: { name },
      podMetadata: { labels: { app: name } },
      containers: [{ image: `example.com/kiada/${name}:0.1`, name, ports }],
    });
  }
}

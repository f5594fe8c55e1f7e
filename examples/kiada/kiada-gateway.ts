import { Kiada, type PublicApps } from './kiada';
import { GatewayRef, PathRouter, PathType } from 'cdk8s-routing';

/** Kiada under the Gateway API: the same hosts and paths, at a Gateway of its own. The cookie is left to a policy of the Gateway's controller. */
export class KiadaGateway extends Kiada {
  protected publish({ kiada, quote, quiz }: PublicApps): void {
    const router = new PathRouter(this, 'public', {
      gateway: GatewayRef.create({ gatewayClassName: 'envoy' }),
      tls: [{ hosts: ['*.example.com'], secretName: 'example-com-tls' }],
      redirectToHttps: true, // as ingress-nginx does by itself for hosts that have a certificate
    });
    router.addRoutes(
      { host: 'kiada.example.com', backend: kiada, port: 'http' },
      { host: 'api.example.com', path: '/quote', pathType: PathType.EXACT, backend: quote },
      { host: 'api.example.com', path: '/questions', backend: quiz },
    );
  }
}

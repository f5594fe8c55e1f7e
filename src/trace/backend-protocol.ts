import type { Context } from './context';
import { openQuestion } from '../kubernetes/open-question';
import { describe } from '../kubernetes/resource';
import type { Service, ServicePort } from '../kubernetes/service';
import type { Router, ServiceTarget } from '../routers/model';

const TLS_PORTS: readonly (number | string)[] = [443, 8443];

/** What the pods speak on the port, as far as it hangs on that whether the router's requests are answered. */
export function explainProtocol(context: Context, router: Router, service: Service, port: ServicePort, target: ServiceTarget): void {
  explainPlainHttp(context, router, service, port, target);
  if (port.protocol !== 'UDP' || target.protocol === 'UDP') return;
  context.trail.dependsOn([openQuestion('http-to-udp-port', { port: port.port }, [target.source],
    () => `whether pods answer over TCP what port ${port.port} of ${describe(service.resource)} leads to: it is a port of UDP, and the router speaks HTTP over TCP`)]);
}

/** A port that is plainly one of TLS, to which the router speaks plain http: pods that do speak TLS there answer with an error. */
function explainPlainHttp({ trail }: Context, { plainHttp }: Router, service: Service, port: ServicePort, { protocol, source }: ServiceTarget): void {
  if (plainHttp === undefined || protocol !== 'HTTP' || !isOfTls(port)) return;
  const name = port.name === '' ? `${port.port}` : `${port.port} (${port.name})`;
  trail.dependsOn([openQuestion('plain-http-to-tls-port', { port: port.port }, [source],
    () => `whether port ${name} of ${describe(service.resource)} speaks plain http: ${plainHttp} that unless told otherwise, and pods that speak TLS there answer with an error`)]);
}

function isOfTls({ name, port, targetPort, appProtocol }: ServicePort): boolean {
  return name === 'https' || targetPort === 'https' || appProtocol === 'https' || (port === 443 && TLS_PORTS.includes(targetPort));
}

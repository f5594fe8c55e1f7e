import { classQuestion, whyUnserved } from './class';
import { FACTS } from './facts';
import { PRECEDENCE } from './location-routes';
import { ownedHosts } from './ownership';
import { compileServer, type Server } from './servers';
import { rejection } from './validation';
import type { Ingress } from '../../../kubernetes/ingress';
import { openQuestion, type OpenQuestion } from '../../../kubernetes/open-question';
import type { Fault, Listener, Router } from '../../model';
import { controllerSettings, type ControllerInstallation } from '../controller-settings';
import { oldestFirst } from '../creation-order';
import type { Dialect, DialectInputs } from '../dialect';
import { compare } from '../ingress-class';
import { routerIdentity } from '../router-identity';

const INSTALLATION: ControllerInstallation = { podNames: FACTS.podNames, configFlag: 'nginx-configmaps', configNames: ['nginx-config', 'nginx-ingress'] };

export const nginxInc: Dialect = {
  ...FACTS,
  compile,
  whyUnserved: (cluster) => {
    const { flags } = controllerSettings(cluster, INSTALLATION);
    return (ingress) => whyUnserved(ingress, cluster, flags);
  },
};

const BAD_GATEWAY = 502;

function compile(ingresses: readonly Ingress[], inputs: DialectInputs): readonly Router[] {
  const settings = controllerSettings(inputs.cluster, INSTALLATION);
  const faults: Fault[] = [];
  const accepted: Ingress[] = [];
  for (const ingress of [...ingresses].sort((a, b) => compare(`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`))) {
    const fault = rejection(ingress, settings.flags);
    if (fault === null) accepted.push(ingress);
    else faults.push(fault);
  }
  const servers = ownedHosts(accepted, faults).map((owned) => compileServer(owned, inputs, settings, faults));
  const broken = faults.filter((each) => each.kind === 'breaks-router');
  return [{
    ...routerIdentity('nginx-inc', [...ingresses].sort(oldestFirst), inputs),
    listeners: listeners(broken.length === 0 ? servers : []),
    hostSteps: ['lower-case', 'strip-port', 'strip-final-dot'],
    pathSteps: ['reject-bad-escapes', 'reject-escaped-nul', 'decode-all', 'merge-slashes', 'reject-parent-of-root', 'dot-segments'],
    precedence: PRECEDENCE,
    answers: {
      'no-route': { status: 404 },
      'no-service': { status: BAD_GATEWAY },
      'no-port': { status: BAD_GATEWAY },
      'no-endpoints': { status: BAD_GATEWAY },
      'http-on-tls-port': { status: 400 },
    },
    open: [...classQuestions(ingresses, inputs, settings.flags), ...(broken.length === 0 ? [] : [brokenQuestion(broken)])],
    faults,
  }];
}

function classQuestions(ingresses: readonly Ingress[], { cluster }: DialectInputs, flags: ReadonlyMap<string, string>): readonly OpenQuestion[] {
  return ingresses.map((each) => classQuestion(each, cluster, flags)).filter((each) => each !== null).slice(0, 1);
}

/** What was served before goes on being served until the pod restarts. */
function brokenQuestion(broken: readonly Fault[]): OpenQuestion {
  return openQuestion('configuration-refused', {}, broken.map((each) => each.source),
    () => 'whether the controller was started before nginx came to refuse its configuration: then it serves what it served before');
}

function listeners(servers: readonly Server[]): readonly Listener[] {
  const common = { host: { kind: 'any' as const }, source: null };
  return [
    { ...common, name: 'http', port: 80, protocol: 'HTTP', tls: 'none', certificates: [], hosts: servers.flatMap((each) => each.http) },
    {
      ...common,
      name: 'https',
      port: 443,
      protocol: 'HTTPS',
      tls: 'terminate',
      unknownNames: 'refused',
      certificates: servers.flatMap((each) => each.certificates),
      hosts: servers.flatMap((each) => each.https),
    },
  ];
}

import type { Workload } from '../../cluster/model';
import { nearest } from '../../kubernetes/near-miss';
import type { Service } from '../../kubernetes/service';
import type { RuleContext } from '../context';
import type { Rule, RuleFinding } from '../rule';
import { podSpecOf } from '../service-pods';

/** Pods that are to have names of their own under a Service, and do not get them. */
export const POD_SUBDOMAIN_UNKNOWN: Rule = {
  id: 'pod-subdomain-unknown',
  severity: 'warning',
  title: 'The subdomain of a pod is not a Service that gives it a name.',
  why: 'A pod has a name of its own (`<hostname>.<subdomain>`) where a Service called like its subdomain selects it, and where it has a hostname: '
    + 'pods of a Deployment have none unless the template says it.',
  fix: 'Set subdomain to the name of the headless Service that selects the pod, and set its hostname.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-hostname-and-subdomain-fields'],
  * check({ cluster }, context) {
    for (const workload of cluster.workloads.all) {
      const { hostname, subdomain } = workload.template.spec;
      // A StatefulSet gives its pods both, whatever the template says
      if (subdomain === null || workload.kind === 'StatefulSet') continue;
      const base = workload.template.path === '' ? 'spec' : `${workload.template.path}.spec`;
      const service = cluster.services.get(workload.namespace, subdomain);
      const found = service === undefined ? judgeName(context, workload, subdomain, base) : judgeHostname(context, workload, service, hostname, base);
      if (found !== null) yield { resource: workload.resource, ...found };
    }
  },
};

type Judgement = Omit<RuleFinding, 'resource'> | null;

function judgeName(context: RuleContext, workload: Workload, subdomain: string, base: string): Judgement {
  if (context.declaresService(workload.namespace, subdomain)) return null;
  const selecting = context.servicesOf(workload).filter(({ headless }) => headless).map(({ name }) => name);
  const names = context.simulation.cluster.services.names(workload.namespace);
  const near = names.alikeButForDashes(subdomain) ?? nearest(subdomain, selecting) ?? names.misspelled(subdomain);
  if (near === null) return null;
  return {
    path: `${base}.subdomain`,
    message: `subdomain ${subdomain} is not a Service in namespace ${workload.namespace}; there is ${near}: ${podSpecOf(workload).hostname ?? '<hostname>'}.${subdomain} does not resolve`,
    fix: `set ${base}.subdomain to ${near}`,
    edits: [{ path: `${base}.subdomain`, value: near }],
  };
}

function judgeHostname(context: RuleContext, workload: Workload, service: Service, hostname: string | null, base: string): Judgement {
  if (hostname !== null || workload.kind === 'Job' || !service.headless || !context.servicesOf(workload).includes(service)) return null;
  return {
    path: `${base}.subdomain`,
    severity: 'info',
    message: `the pods have subdomain ${service.name} and no hostname, so that none of them gets a name of its own under it`,
    fix: workload.kind === 'Pod' ? `set ${base}.hostname` : 'use a StatefulSet, whose pods have hostnames, or remove the subdomain',
  };
}

import type { Cluster, Workload } from '../../cluster/model';
import { objectAt, stringAt } from '../../kubernetes/fields';
import { describe } from '../../kubernetes/resource';
import type { RuleContext } from '../context';
import type { Rule, RuleFinding } from '../rule';
import { workloadsBehind } from '../service-pods';

/** A StatefulSet whose serviceName does not name the Service that gives its pods their names. */
export const STATEFUL_SET_SERVICE: Rule = {
  id: 'stateful-set-service',
  severity: 'warning',
  title: 'The serviceName of a StatefulSet is not a headless Service that selects its pods.',
  why: 'The names of its pods (`db-0.db`) are made by that Service alone; without it they do not resolve, and peers do not find each other.',
  fix: 'Set spec.serviceName to the headless Service that selects the pods of the StatefulSet.',
  sources: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
    'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-hostname-and-subdomain-fields',
  ],
  * check({ cluster }, context) {
    for (const workload of cluster.workloads.all) {
      if (workload.kind !== 'StatefulSet' || !workload.resource.apiVersion.startsWith('apps/')) continue;
      const name = stringAt(objectAt(workload.resource.object, 'spec'), 'serviceName') ?? '';
      if (name === '' || context.declaresService(workload.namespace, name)) continue;
      const finding = judge(cluster, context, workload, name);
      if (finding !== null) yield { resource: workload.resource, path: 'spec.serviceName', ...finding };
    }
  },
};

type Judgement = Pick<RuleFinding, 'message' | 'fix' | 'severity' | 'edits'> | null;

function judge(cluster: Cluster, context: RuleContext, workload: Workload, name: string): Judgement {
  const service = cluster.services.get(workload.namespace, name);
  const better = context.servicesOf(workload).find((each) => each.headless && each.name !== name);
  const instead = better === undefined ? null : `set spec.serviceName to ${better.name}`;
  const edits = better === undefined ? {} : { edits: [{ path: 'spec.serviceName', value: better.name }] };
  if (service === undefined) {
    const near = better?.name ?? cluster.services.names(workload.namespace).misspelled(name);
    return {
      // Where nothing is near, the names of single pods are likely not used at all
      severity: near === null ? 'info' : 'warning',
      message: `serviceName ${name} is not a Service in namespace ${workload.namespace}${near === null ? '' : `; there is ${near}`}: ${podName(workload, name)} does not resolve`,
      fix: instead ?? (near === null ? `create a headless Service ${name} that selects the pods` : `set spec.serviceName to ${near}`),
      ...(near === null ? {} : { edits: [{ path: 'spec.serviceName', value: near }] }),
    };
  }
  if (service.selector === null && service.type !== 'ExternalName') {
    return {
      severity: 'info',
      message: `${describe(service.resource)}, its serviceName, has no selector: ${podName(workload, name)} resolves only if the endpoints that somebody writes carry that hostname`,
      fix: instead ?? `make the selector of Service ${name} match the labels of the pod template, if single pods are called by name`,
      ...edits,
    };
  }
  if (service.type === 'ExternalName' || !workloadsBehind(cluster, service).includes(workload)) {
    return {
      message: `${describe(service.resource)}, its serviceName, does not select its pods: ${podName(workload, name)} does not resolve`,
      fix: instead ?? `make the selector of Service ${name} match the labels of the pod template`,
      ...edits,
    };
  }
  if (service.headless) return null;
  return {
    severity: 'info',
    message: `${describe(service.resource)}, its serviceName, is not headless: names of single pods (${podName(workload, name)}) work with CoreDNS, and are not promised`,
    fix: instead ?? 'make a headless Service (clusterIP: None) for the pods, and name that in spec.serviceName',
    ...edits,
  };
}

function podName(workload: Workload, service: string): string {
  return `${workload.pods[0]?.name ?? `${workload.name}-0`}.${service}`;
}

import { resolveName } from '../../cluster/dns/dns';
import type { Rule } from '../rule';

/** A Service of type ExternalName that leads to a name of the cluster which does not exist. */
export const EXTERNAL_NAME_UNKNOWN: Rule = {
  id: 'external-name-unknown',
  severity: 'warning',
  title: 'The externalName of a Service is a name of the cluster that does not resolve.',
  why: 'Whoever uses the Service gets an answer that leads nowhere, and fails to connect.',
  fix: 'Name a Service that exists, in the form <service>.<namespace>.svc.<cluster domain>.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#services'],
  * check({ cluster }, context) {
    for (const service of cluster.services.all) {
      const { externalName, namespace } = service;
      if (service.type !== 'ExternalName' || externalName === null) continue;
      const absolute = `${externalName.replace(/\.$/, '')}.`;
      const inCluster = absolute.endsWith(`.svc.${cluster.settings.clusterDomain}.`);
      const [name, other] = absolute.split('.');
      // A namespace that the manifests do not describe is another team's
      if (!inCluster || cluster.services.inNamespace(other).length === 0 || context.declaresService(other, name)) continue;
      const answer = resolveName(cluster, absolute, { namespace, pod: null });
      const last = answer.steps[answer.steps.length - 1];
      if (answer.outcome !== 'NXDOMAIN' || last === undefined) continue;
      yield {
        resource: service.resource,
        path: 'spec.externalName',
        message: `externalName ${externalName} does not resolve: ${last.because}`,
        fix: 'set spec.externalName to the name of a Service that exists',
      };
    }
  },
};

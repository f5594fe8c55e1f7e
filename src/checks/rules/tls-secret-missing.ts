import type { Cluster } from '../../cluster/model';
import { groupOf, objectAt, textAt } from '../../kubernetes/fields';
import type { Ingress, IngressTls } from '../../kubernetes/ingress';
import { NearNames } from '../../kubernetes/near-names';
import type { Resource } from '../../kubernetes/resource';
import { FACTS as GCE } from '../../routers/ingress/gce/facts';
import type { RuleContext } from '../context';
import { annotationsOf, faultAt } from '../routes';
import type { Rule, RuleFinding } from '../rule';

/** A Secret under spec.tls that is somewhere else, spelt differently, or holds no certificate. */
export const TLS_SECRET_MISSING: Rule = {
  id: 'tls-secret-missing',
  severity: 'warning',
  title: 'The Secret for the TLS of an Ingress is in another namespace, spelt differently, or holds no certificate.',
  why: 'The host is then served with the controller\'s default certificate, which browsers refuse, or without https.',
  fix: 'Name a Secret of the Ingress\'s own namespace that has tls.crt and tls.key.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#tls'],
  * check({ cluster }, context) {
    if (!cluster.ingresses.some((ingress) => ingress.tls.length > 0)) return;
    const secrets = collectSecrets(cluster);
    for (const ingress of cluster.ingresses) {
      if (isIssued(ingress)) continue;
      for (const tls of ingress.tls) {
        const finding = tls.secretName === null ? null : judge(ingress, tls, tls.secretName, secrets, context);
        if (finding !== null) yield finding;
      }
    }
  },
};

/** Names of Secrets by namespace: those of the manifests, and those that a cert-manager Certificate will write. */
interface Secrets {
  readonly byNamespace: ReadonlyMap<string, ReadonlyMap<string, Resource>>;
  /** The namespaces that have a Secret of a name. */
  readonly namespaces: ReadonlyMap<string, readonly string[]>;
  readonly names: ReadonlyMap<string, NearNames>;
}

function collectSecrets(cluster: Cluster): Secrets {
  const byNamespace = new Map<string, Map<string, Resource>>();
  for (const resource of cluster.resources) {
    const name = secretOf(resource);
    if (name === null || resource.namespace === null) continue;
    const known = byNamespace.get(resource.namespace);
    if (known === undefined) byNamespace.set(resource.namespace, new Map([[name, resource]]));
    else known.set(name, resource);
  }
  const namespaces = new Map<string, string[]>();
  for (const [namespace, names] of byNamespace) {
    for (const name of names.keys()) {
      const known = namespaces.get(name);
      if (known === undefined) namespaces.set(name, [namespace]);
      else known.push(namespace);
    }
  }
  return { byNamespace, namespaces, names: new Map([...byNamespace].map(([namespace, names]) => [namespace, new NearNames([...names.keys()])])) };
}

function secretOf(resource: Resource): string | null {
  if (resource.kind === 'Secret' && resource.apiVersion === 'v1') return resource.name;
  if (resource.kind === 'Certificate' && groupOf(resource.apiVersion) === 'cert-manager.io') return textAt(objectAt(resource.object, 'spec'), 'secretName');
  return null;
}

/** cert-manager writes the Secret of an Ingress that asks for it by annotation. */
function isIssued(ingress: Ingress): boolean {
  return Object.keys(annotationsOf(ingress.resource)).some((key) => key.startsWith('cert-manager.io/') || key === 'kubernetes.io/tls-acme');
}

function judge(ingress: Ingress, tls: IngressTls, secretName: string, secrets: Secrets, context: RuleContext): RuleFinding | null {
  const { namespace, resource } = ingress;
  const router = context.routerOf(resource);
  const path = `${tls.fieldPath}.secretName`;
  const own = secrets.byNamespace.get(namespace);
  const found = own?.get(secretName);
  if (found !== undefined) {
    // a controller that refuses the whole Ingress for it says so itself
    return lacksCertificate(found) && (router === undefined || faultAt(router, resource, tls.fieldPath)?.kind !== 'refused')
      ? { resource, path, message: `Secret ${namespace}/${secretName} has no tls.crt and tls.key`, fix: 'put the certificate chain into tls.crt and the key into tls.key of the Secret' }
      : null;
  }
  if (context.declaresSecret(namespace, secretName)) return null;
  const [other] = secrets.namespaces.get(secretName) ?? [];
  if (other !== undefined) {
    return {
      resource,
      path,
      message: `Secret ${namespace}/${secretName} is not in the manifests; Secret ${other}/${secretName} is, and an Ingress reads its own namespace only`,
      fix: `create the Secret in namespace ${namespace} too, or declare it under externals.secrets if something copies it there`,
    };
  }
  const ofGke = router?.id.controller === GCE.name;
  const near = secrets.names.get(namespace)?.misspelled(secretName) ?? null;
  if (near !== null) {
    return { resource, path, message: `Secret ${namespace}/${secretName} is not in the manifests; there is ${near}`, fix: `set ${path} to ${near}`, edits: [{ path, value: near }] };
  }
  // others do without certificate; Secrets are often made elsewhere, and where all are, nobody looks for them here
  if (!ofGke || ![...own?.values() ?? []].some(holdsCertificate)) return null;
  return {
    resource,
    path,
    severity: 'info',
    message: `Secret ${namespace}/${secretName} is not in the manifests, which have other certificates of the namespace: where it is not in the cluster, GKE applies nothing of the whole Ingress`,
    fix: 'create the Secret, or declare it under externals.secrets if something else does',
  };
}

function holdsCertificate({ kind, object }: Resource): boolean {
  return kind === 'Certificate' || textAt(object, 'type') === 'kubernetes.io/tls' || Object.hasOwn({ ...objectAt(object, 'data'), ...objectAt(object, 'stringData') }, 'tls.crt');
}

/** Only a Secret that stands there with its data can be judged. */
function lacksCertificate(secret: Resource): boolean {
  if (secret.kind !== 'Secret') return false;
  const data = { ...objectAt(secret.object, 'data'), ...objectAt(secret.object, 'stringData') };
  return Object.keys(data).length > 0 && !(Object.hasOwn(data, 'tls.crt') && Object.hasOwn(data, 'tls.key'));
}

import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { BasicAuth, RouterTls } from './options';
import type { BasicAuthUsers, Controller } from '../controllers/controller';

type Fail = (message: string) => Error;

/** A Secret by its name or by its construct. */
interface SecretOptions {
  readonly secretName?: string;
  readonly secret?: IConstruct;
}

/** What a Secret is for. */
interface Purpose {
  /** Of the prop's name in messages. */
  readonly prefix: string;
  /** The type of Kubernetes' own that serves. */
  readonly type: string;
  /** What is wrong with the others of Kubernetes' own. */
  readonly what: string;
}

/** What is known of a Secret that a construct stands for. */
interface KnownSecret {
  readonly name: string;
  /** undefined where it is not known. */
  readonly namespace: string | undefined;
  readonly type: string | undefined;
}

/**
 * A certificate whose Secret is known by its name.
 *
 * @param namespace the router's
 * @throws when the construct is no Secret, is in another namespace, or holds something else
 */
export function settleTls({ hosts, ...options }: RouterTls, namespace: string | undefined, fail: Fail): RouterTls {
  const certificates: Purpose = { prefix: '', type: 'kubernetes.io/tls', what: 'which holds no certificate; specify one of type kubernetes.io/tls' };
  return { hosts, secretName: secretNameOf(options, certificates, namespace, fail) };
}

/** Users whose Secret is known by its name; throws as `settleTls` does, and when there is no Secret. */
export function settleBasicAuth(
  auth: BasicAuth | undefined, { name: controller }: Controller, namespace: string | undefined, fail: Fail,
): BasicAuthUsers | undefined {
  if (auth === undefined) return undefined;
  const users: Purpose = {
    prefix: 'basicAuth.',
    // Traefik alone reads its `username` and `password` (getBasicAuthCredentials, pkg/provider/kubernetes/crd/kubernetes.go)
    type: controller === 'traefik' ? 'kubernetes.io/basic-auth' : 'Opaque',
    what: `from which ${controller} reads no users; specify one of type Opaque`,
  };
  const secretName = secretNameOf(auth, users, namespace, fail);
  if (secretName === undefined) throw fail('basicAuth does not say which Secret has the users; set \'secretName\' or \'secret\'');
  return { secretName, realm: auth.realm };
}

function secretNameOf(
  { secretName, secret }: SecretOptions, { prefix, type, what }: Purpose, namespace: string | undefined, fail: Fail,
): string | undefined {
  if (secret === undefined) return secretName;
  if (secretName !== undefined) throw fail(`got both '${prefix}secretName' and '${prefix}secret'; specify one of them`);
  const known = readSecret(secret);
  if (known === undefined) {
    throw fail(`${prefix}secret '${secret.node.path}' is not a Secret; specify a Secret construct of cdk8s-plus, an ApiObject of kind Secret, or its name as 'secretName'`);
  }
  if (known.namespace !== undefined && known.namespace !== namespace) {
    throw fail(`Secret '${known.name}' is in namespace '${known.namespace}', and the router ${namespace === undefined ? 'names none' : `is in '${namespace}'`}: `
      + 'Secrets are found by name in the router\'s own namespace only; make it there');
  }
  if (known.type?.startsWith('kubernetes.io/') === true && known.type !== type) {
    throw fail(`Secret '${known.name}' is of type ${known.type}, ${what}`);
  }
  return known.name;
}

/** What every cdk8s-plus version's `ISecret` shows; one that is known by its name only has no metadata. */
type SecretConstruct = IConstruct & { readonly kind: string; readonly name: string; readonly metadata?: { readonly namespace?: string } };

function readSecret(construct: IConstruct): KnownSecret | undefined {
  const object = ApiObject.isApiObject(construct) ? construct : construct.node.defaultChild;
  if (ApiObject.isApiObject(object)) {
    if (object.kind !== 'Secret' || object.apiGroup !== 'core') return undefined;
    const { type } = object.toJson() as { readonly type?: unknown };
    return { name: object.name, namespace: object.metadata.namespace, type: typeof type === 'string' ? type : undefined };
  }
  const { kind, name, metadata } = construct as Partial<SecretConstruct>;
  return kind === 'Secret' && typeof name === 'string' ? { name, namespace: metadata?.namespace, type: undefined } : undefined;
}

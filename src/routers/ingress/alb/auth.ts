import { settingOf, settingSource } from './annotations';
import type { BackendAction } from './backends';
import { JsonTypeError } from './go-json';
import { jsonSetting } from './json-setting';
import type { Member } from './members';
import { Unbuildable } from './unbuildable';
import { isObject } from '../../../kubernetes/fields';
import type { Filter } from '../../model';
import type { Annotated } from '../annotation-settings';
import type { DialectInputs } from '../dialect';

/**
 * Who must log in before requests over https are sent on; annotations of a single Service take precedence over those of the Ingress.
 *
 * @throws Unbuildable
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v2.13.0/pkg/ingress/auth_config_builder.go
 */
export function authFilters({ ingress }: Member, action: BackendAction, { cluster }: DialectInputs): readonly Filter[] {
  const first = action.kind === 'forward' && action.to.length === 1 ? action.to[0] : null;
  const service = first?.kind === 'service' ? cluster.services.get(ingress.namespace, first.target.name) : undefined;
  const holders: readonly Annotated[] = service === undefined ? [ingress] : [service, ingress];
  const holderOf = (name: string): Annotated => holders.find((each) => settingOf(each, name) !== null) ?? ingress;
  const by = holderOf('auth-type');
  const type = settingOf(by, 'auth-type') ?? 'none';
  if (type === 'none') return [];
  const source = settingSource(by, 'auth-type');
  if (type !== 'cognito' && type !== 'oidc') throw new Unbuildable('auth-invalid', source, `auth-type ${type} is none of none, cognito and oidc`, 'write one of them');
  const provider = `auth-idp-${type}`;
  const config = jsonSetting(holderOf(provider), provider, (value) => {
    if (!isObject(value)) throw new JsonTypeError('it is not an object');
    return value;
  });
  if (config === null) throw new Unbuildable('auth-invalid', source, `auth-type is ${type}, and no annotation ${provider} says which provider`, `add the annotation ${provider}`);
  const otherwise = settingOf(holderOf('auth-on-unauthenticated-request'), 'auth-on-unauthenticated-request') ?? 'authenticate';
  if (otherwise === 'allow') return [];
  return [{ kind: 'gate', needs: 'external-decision', otherwise: otherwise === 'deny' ? 401 : 302, facts: { provider: type === 'oidc' ? 'the OIDC provider' : 'Amazon Cognito' }, source }];
}

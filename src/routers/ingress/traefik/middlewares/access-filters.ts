import { applied, broken, type Applied, type BuildMiddleware, type Broken, type MiddlewareView } from './middleware';
import { integerAt, stringAt, stringsAt } from '../../../../kubernetes/fields';
import type { Filter } from '../../../model';
import { hasSecret } from '../../../secrets';
import { missingObject } from '../questions';

/** Users are in a Secret of the Middleware's namespace; without it there is no middleware. */
function withCredentials(middleware: MiddlewareView): Applied | Broken {
  const { settings, source, resource, type, cluster, externals } = middleware;
  const name = stringAt(settings, 'secret') ?? '';
  if (name === '') return broken(`${type} names no Secret`);
  const namespace = resource.namespace ?? '';
  const gate: Filter = { kind: 'gate', needs: 'credentials', otherwise: 401, facts: { type, secret: `${namespace}/${name}` }, source };
  const exists = hasSecret({ cluster, externals }, namespace, name);
  // Secrets are seldom among the manifests of what uses them
  return exists ? applied(gate) : { ...applied(gate), open: [missingObject(`Secret ${namespace}/${name}`, source)] };
}

const forwardAuth: BuildMiddleware = ({ settings, source }) => {
  const address = stringAt(settings, 'address') ?? '';
  if (address === '') return broken('forwardAuth has no address');
  return applied({ kind: 'gate', needs: 'external-decision', otherwise: 401, facts: { address }, source });
};

const EVERYBODY = /^(?:0\.0\.0\.0|::)\/0$/;

/** @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/middlewares/ipallowlist/ip_allowlist.go */
const ipAllowList: BuildMiddleware = ({ settings, source, type }) => {
  const ranges = stringsAt(settings, 'sourceRange');
  if (ranges.length === 0) return broken(`${type} has no sourceRange`);
  const invalid = ranges.find((each) => !/^[\d.]+(?:\/\d{1,2})?$|^[0-9a-f:.]+(?:\/\d{1,3})?$/i.test(each));
  if (invalid !== undefined) return broken(`${invalid} is neither an address nor a range of addresses`);
  if (ranges.some((each) => EVERYBODY.test(each))) return applied();
  const otherwise = integerAt(settings, 'rejectStatusCode') ?? 0;
  return applied({ kind: 'gate', needs: 'client-address', otherwise: otherwise === 0 ? 403 : otherwise, facts: { ranges: ranges.join(', ') }, source });
};

export const ACCESS_MIDDLEWARES: Readonly<Record<string, BuildMiddleware>> = {
  basicAuth: withCredentials, digestAuth: withCredentials, forwardAuth, ipAllowList, ipWhiteList: ipAllowList,
};

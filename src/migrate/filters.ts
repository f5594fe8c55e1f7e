import { convertBackends } from './backends';
import type { MigrationNote } from './model';
import { convertRewrite } from './rewrites';
import type { Cluster } from '../cluster/model';
import type { JsonObject, Resource } from '../kubernetes/resource';
import type { Filter, Pattern } from '../routers/model';

/** What a rule matches, as far as filters depend on it. */
export interface MatchedPath {
  readonly prefix: string | null;
  readonly exact: string | null;
  readonly pattern?: Pattern;
}

export interface ConvertedFilters {
  readonly filters: readonly JsonObject[];
  readonly notes: readonly MigrationNote[];
  /** One of them replaces the prefix, so that the rule has one match. */
  readonly ofPrefix: boolean;
}

export function convertFilters(all: readonly Filter[], matched: MatchedPath, owner: Resource, cluster: Cluster): ConvertedFilters {
  const filters: JsonObject[] = [];
  const notes: MigrationNote[] = [];
  let ofPrefix = false;
  for (const filter of all) {
    switch (filter.kind) {
      case 'rewrite': {
        const rewrite = convertRewrite(filter, matched.prefix, matched.exact, matched.pattern);
        notes.push(...rewrite.notes);
        if (rewrite.filter !== null) filters.push(rewrite.filter);
        ofPrefix ||= rewrite.ofPrefix;
        break;
      }
      case 'headers': filters.push(...headerFilter(filter, notes)); break;
      case 'mirror': {
        const { refs } = convertBackends([{ target: filter.to, weight: 1, filters: [] }], owner, cluster);
        if (refs.length === 1) filters.push({ type: 'RequestMirror', requestMirror: { backendRef: refs[0] } });
        else notes.push({ code: 'mirror', source: filter.source, reason: 'a RequestMirror can send copies to a Service alone', action: 'name a Service' });
        break;
      }
      case 'redirect': notes.push({ code: 'conditional-redirect', source: filter.source, reason: 'a redirect of some requests of a rule alone has no equal', action: 'write the requests that are redirected as a rule of their own' }); break;
      case 'reject': notes.push({ code: filter.code, source: filter.source, reason: `requests are refused here (${filter.reason}), for which the Gateway API has no filter`, action: 'use a policy of your controller' }); break;
      case 'gate': notes.push(gateNote(filter)); break;
    }
  }
  return { filters: once(filters), notes, ofPrefix };
}

/** Filters of a type may not be repeated; those of headers and rewrites are put together. */
function once(filters: readonly JsonObject[]): readonly JsonObject[] {
  const byType = new Map<string, JsonObject>();
  for (const filter of filters) {
    const type = String(filter.type);
    const field = type.charAt(0).toLowerCase() + type.slice(1);
    const known = byType.get(type);
    byType.set(type, known === undefined ? filter : { type, [field]: { ...known[field] as JsonObject, ...filter[field] as JsonObject } });
  }
  return [...byType.values()];
}

function headerFilter({ on, set, add, remove, source }: Extract<Filter, { readonly kind: 'headers' }>, notes: MigrationNote[]): readonly JsonObject[] {
  const [type, field] = on === 'request' ? ['RequestHeaderModifier', 'requestHeaderModifier'] : ['ResponseHeaderModifier', 'responseHeaderModifier'];
  const list = (values: Readonly<Record<string, string>>): JsonObject[] => Object.entries(values).filter(([, value]) => value !== '').map(([name, value]) => ({ name, value }));
  const variable = Object.entries({ ...set, ...add }).find(([, value]) => /[$%]\{?[a-zA-Z]/.test(value));
  if (variable !== undefined) {
    notes.push({ code: 'header-variable', source, reason: `header ${variable[0]} has a variable of the controller (${variable[1]}), which is sent as text by a header modifier`, action: 'write a fixed value, or use an extension of your controller' });
  }
  const fields = {
    ...(Object.keys(set).length === 0 ? {} : { set: list(set) }),
    ...(Object.keys(add).length === 0 ? {} : { add: list(add) }),
    ...(remove.length === 0 ? {} : { remove: [...remove] }),
  };
  return Object.keys(fields).length === 0 ? [] : [{ type, [field]: fields }];
}

const GATES: Readonly<Record<Extract<Filter, { readonly kind: 'gate' }>['needs'], readonly [reason: string, action: string]>> = {
  'credentials': ['authentication has no place in the Gateway API: it is an extension of each controller', 'use a policy of your controller; until then everybody is let in'],
  'external-decision': ['asking another service who is let in is experimental in the Gateway API', 'use the policy of your controller for it; until then everybody is let in'],
  'client-address': ['client addresses are not compared by the Gateway API', 'use a policy of your controller; until then every address is let in'],
  'client-certificate': ['certificates of clients are asked for per Gateway and port, not per host', 'set spec.tls.frontend of the Gateway, if all hosts of the port ask for them'],
};

function gateNote({ needs, source }: Extract<Filter, { readonly kind: 'gate' }>): MigrationNote {
  const [reason, action] = GATES[needs];
  return { code: `gate-${needs}`, source, reason, action };
}

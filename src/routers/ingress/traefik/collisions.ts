import type { Draft } from './drafts';
import { severalDefaultBackends, sharedRouterName, sharedServiceName } from './questions';
import { normalized } from './rules';
import type { OpenQuestion, Source } from '../../../kubernetes/open-question';
import type { ServiceTarget } from '../../model';

/**
 * The routers that stay: Traefik keeps routers and Services by names in which everything but letters and digits is a dash, so that some
 * take the place of others, and knows no order among Ingress objects (loadConfigurationFromIngresses).
 */
export function keptRouters(drafts: readonly Draft[], defaults: readonly Draft[]): readonly Draft[] {
  return withServiceQuestions(byFinalName([...firstOfSeveral(defaults), ...lastOfEqualRules(drafts)]));
}

/** Of the default backends one is taken. */
function firstOfSeveral(defaults: readonly Draft[]): readonly Draft[] {
  const loaded = defaults.filter((each) => !each.possible);
  if (loaded.length < 2) return defaults;
  return defaults.map((each) => {
    if (each.possible) return each;
    const others = loaded.filter((other) => other !== each).map((other) => other.source);
    return { ...each, open: [...each.open, severalDefaultBackends(each.source, others)], possible: each !== loaded[0] };
  });
}

/** In one Ingress a later path takes the place of an earlier one with the same rule; other rules of the same name get a name of their own. */
function lastOfEqualRules(drafts: readonly Draft[]): readonly Draft[] {
  const groups = new Map<string, Draft[]>();
  for (const draft of drafts) {
    if (draft.possible) continue;
    const key = JSON.stringify([draft.ingress.namespace, draft.ingress.name, draft.name]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [draft]);
    else group.push(draft);
  }
  const kept: Draft[] = drafts.filter((each) => each.possible);
  for (const group of groups.values()) {
    if (group.length === 1) kept.push(...group);
    else kept.push(...new Map(group.map((each) => [each.rule, { ...each, name: `${each.name} ${each.rule}` }])).values());
  }
  return kept;
}

function byFinalName(drafts: readonly Draft[]): readonly Draft[] {
  const byName = new Map<string, Draft[]>();
  for (const draft of drafts) {
    if (draft.possible) continue;
    const group = byName.get(draft.name);
    if (group === undefined) byName.set(draft.name, [draft]);
    else group.push(draft);
  }
  return drafts.map((draft) => {
    const group = draft.possible ? [] : byName.get(draft.name) ?? [];
    if (group.length < 2) return draft;
    const others = group.filter((each) => each !== draft).map((each) => each.source);
    return { ...draft, open: [...draft.open, sharedRouterName(draft.name, draft.source, others)], possible: draft !== group[0] };
  });
}

function withServiceQuestions(drafts: readonly Draft[]): readonly Draft[] {
  const services = new Map<string, Map<string, Source>>();
  for (const draft of drafts) {
    const target = serviceOf(draft);
    if (target === null) continue;
    const key = serviceKey(target);
    const named = services.get(key) ?? new Map<string, Source>();
    services.set(key, named.set(serviceText(target), draft.source));
  }
  return drafts.map((draft) => {
    const question = serviceQuestion(draft, services);
    return question === null ? draft : { ...draft, open: [...draft.open, question] };
  });
}

function serviceQuestion(draft: Draft, services: ReadonlyMap<string, ReadonlyMap<string, Source>>): OpenQuestion | null {
  const target = serviceOf(draft);
  if (target === null) return null;
  const key = serviceKey(target);
  const names = [...services.get(key)?.keys() ?? []];
  return names.length < 2 ? null : sharedServiceName(key, draft.source, names);
}

/** null: the router does not go to a Service of the table, as the default backend does not. */
function serviceOf({ action, priority, conditions }: Draft): ServiceTarget | null {
  if (action.kind !== 'forward' || (priority < 0 && conditions.host === undefined && conditions.path === undefined)) return null;
  const [{ target }] = action.to;
  return target.kind === 'service' ? target : null;
}

function serviceKey({ namespace, name, port }: ServiceTarget): string {
  return normalized(`${namespace}-${name}-${port ?? ''}`);
}

function serviceText({ namespace, name, port }: ServiceTarget): string {
  return `${namespace}/${name}:${port ?? ''}`;
}

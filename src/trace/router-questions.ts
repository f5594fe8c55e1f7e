import { openQuestion, type OpenQuestion } from '../kubernetes/open-question';
import { describe } from '../kubernetes/resource';
import type { Gate } from '../routers/index/filters';
import type { Found } from '../routers/index/router-index';
import type { Action, RewriteFilter, Route, Target } from '../routers/model';

/** What the choice of a route depends on. */
export function choiceQuestions({ listener, route, undecided, tied, possible, missed }: Found): readonly OpenQuestion[] {
  return [
    ...listener?.open ?? [],
    ...(route === null ? [] : missed.flatMap(({ missQuestion }) => missQuestion ?? [])),
    ...undecided.filter((each) => !leadsAlike(each, route)).map(undecidedQuestion),
    ...tied.filter((each) => !leadsAlike(each, route)).map((each) => tiedQuestion(each, route)),
    ...possible.filter((each) => !leadsAlike(each, route)).flatMap((each) => each.open),
  ];
}

function undecidedQuestion(route: Route): OpenQuestion {
  return openQuestion('undecided-route', { label: route.label, to: destinationText(route.action) }, [route.source],
    () => `whether ${route.label} of ${describe(route.source.resource)} takes the request: ${whyUndecided(route)}`);
}

function whyUndecided({ conditions: { named, path, host } }: Route): string {
  if (named?.some((each) => each.of === 'client-address') === true) return 'that depends on the address of the client';
  const pattern = path?.kind === 'pattern' ? path.pattern : host?.kind === 'pattern' ? host.pattern : null;
  return pattern === null ? 'its conditions cannot be decided' : `its pattern ${pattern.text} is not one that can be run in linear time`;
}

function tiedQuestion(route: Route, winner: Route | null): OpenQuestion {
  return openQuestion('tied-routes', { to: destinationText(route.action), label: route.label }, [route.source],
    () => `which of ${winner?.label ?? 'the routes'} and ${route.label} of ${describe(route.source.resource)} takes the request: they have equal precedence, and the router knows no order among them`);
}

/** Whether two routes do the same with every request. */
export function leadsAlike(a: Route, b: Route | null): boolean {
  return b !== null && a.filters.length === 0 && b.filters.length === 0 && destinationText(a.action) === destinationText(b.action);
}

/** Equal for actions that lead to the same place. */
export function destinationText(action: Action): string {
  switch (action.kind) {
    case 'redirect': return `redirect ${action.status} ${JSON.stringify(action.location)}`;
    case 'respond': return `respond ${action.status} ${action.code}`;
    case 'forward': return action.to.map(({ target, weight, filters }) => `${targetText(target)} ${weight} ${filters.map((each) => each.kind).join(',')}`).join('\n');
  }
}

export function targetText(target: Target): string {
  switch (target.kind) {
    case 'object': return `object ${target.what}`;
    case 'refused': return `refused ${target.status} ${target.code}`;
    case 'service': return `${target.namespace}/${target.name} ${JSON.stringify(target.port)} ${target.servicePort ?? ''} ${target.via}`;
  }
}

/** Whether a rewrite changes a request, where its pattern is not run. */
export function rewriteQuestion({ source, pattern }: RewriteFilter): OpenQuestion {
  const text = pattern?.text ?? '';
  return openQuestion('undecided-rewrite', { pattern: text }, [source],
    () => `which path and host the backend gets: the pattern ${text}, by which ${describe(source.resource)} ${source.field} rewrites them, is not one that can be run in linear time`);
}

/** What a request needs to pass a gate. */
export function gateQuestion({ needs, otherwise, facts, source }: Gate): OpenQuestion {
  const who = describe(source.resource);
  const texts: Readonly<Record<Gate['needs'], string>> = {
    'credentials': `whether the credentials are right: ${who} asks for them, and others get ${otherwise}`,
    'client-address': `the address of the client: ${who} lets some in alone (${Object.values(facts).join(', ')}), and others get ${otherwise}`,
    'client-certificate': `whether the client has a certificate that ${who} accepts: others get ${otherwise}`,
    'external-decision': `what ${Object.values(facts).join(', ')} says of the request: ${who} asks it, and refused requests get ${otherwise}`,
  };
  return openQuestion(`gate-${needs}`, { ...facts, otherwise }, [source], () => texts[needs]);
}

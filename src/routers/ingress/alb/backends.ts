import { annotatedAction, type Redirect } from './actions';
import { settingSource } from './annotations';
import type { Member } from './members';
import { targetGroupOf } from './target-groups';
import { Unbuildable } from './unbuildable';
import type { IngressBackend } from '../../../kubernetes/ingress';
import type { Source } from '../../../kubernetes/open-question';
import type { RouterReason, ServiceTarget } from '../../model';
import { isMissing } from '../absent-service';
import type { ControllerSettings } from '../controller-settings';
import type { DialectInputs } from '../dialect';
import { SERVICE_MISSING } from '../failing-backend';
import { backendSource } from '../sources';

/** What becomes of the requests of a backend. */
export type BackendAction =
  | { readonly kind: 'respond'; readonly status: number; readonly code: RouterReason; readonly reason: string; readonly source: Source }
  | { readonly kind: 'redirect'; readonly redirect: Redirect; readonly source: Source }
  | { readonly kind: 'forward'; readonly to: readonly ForwardTarget[]; readonly source: Source };

export type ForwardTarget =
  | { readonly kind: 'arn'; readonly arn: string; readonly weight: number; readonly source: Source }
  | { readonly kind: 'service'; readonly target: ServiceTarget; readonly weight: number };

/** The port that stands for an action of an annotation. */
const USE_ANNOTATION = 'use-annotation';

/**
 * What a backend does: the annotation where its port is `use-annotation`, even where a Service has that name.
 *
 * @throws Unbuildable
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v2.13.0/pkg/ingress/enhanced_backend_builder.go Build
 */
export function backendAction(
  member: Member, backend: IngressBackend | null, place: Source, inputs: DialectInputs, settings: ControllerSettings,
): BackendAction {
  if (backend?.kind !== 'service') throw new Unbuildable('backend-not-a-service', place, 'the backend is not a Service', 'set a Service as backend');
  if (backend.port === USE_ANNOTATION) return actionOf(member, backend.service, place, inputs, settings);
  const source = backendSource(member.ingress, backend);
  const target = targetGroupOf(member, { service: backend.service, port: backend.port, source }, inputs, settings);
  return { kind: 'forward', to: [{ kind: 'service', target, weight: 1 }], source };
}

function actionOf(member: Member, name: string, place: Source, inputs: DialectInputs, settings: ControllerSettings): BackendAction {
  const { ingress } = member;
  const action = annotatedAction(ingress, name);
  const source = settingSource(ingress, `actions.${name}`);
  if (action === null) return { kind: 'respond', status: 503, code: 'invalid-configuration', reason: `no annotation actions.${name} says what the backend does`, source: place };
  if (action.kind === 'respond') return { kind: 'respond', status: action.status, code: 'fixed-response', reason: `the annotation actions.${name} says so`, source };
  if (action.kind === 'redirect') return { ...action, source };
  const single = action.groups.length === 1;
  const to = action.groups.map((group): ForwardTarget => {
    if (group.kind === 'arn') return { ...group, source };
    if (!single && isMissing(ingress.namespace, group.service, inputs)) {
      throw new Unbuildable(SERVICE_MISSING, source, `Service ${ingress.namespace}/${group.service} does not exist, which shares its requests with others`, 'name a Service that exists');
    }
    return { kind: 'service', weight: group.weight, target: targetGroupOf(member, { service: group.service, port: group.port, source }, inputs, settings) };
  });
  return { kind: 'forward', to, source };
}

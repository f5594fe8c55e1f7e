import { DEFAULT_RANK } from './paths';
import { backendTarget, type BackendTarget } from './targets';
import type { Ingress } from '../../../kubernetes/ingress';
import { openQuestion } from '../../../kubernetes/open-question';
import { describe } from '../../../kubernetes/resource';
import type { Fault, Route } from '../../model';
import type { ControllerSettings } from '../controller-settings';
import type { DialectInputs } from '../dialect';
import { droppedPart } from '../dropped-part';
import { defaultBackendSource } from '../sources';

/**
 * The one default backend of the whole controller: it gets what no path matches, on every host of every Ingress.
 *
 * Of several, the order of a Go map decides; the last by name stands for it.
 *
 * @see https://github.com/haproxytech/kubernetes-ingress/blob/fc1206761aa7948e051eebd56c736802e1d7e226/pkg/controller/controller.go
 */
export function defaultBackendRoute(
  ingresses: readonly Ingress[], inputs: DialectInputs, settings: ControllerSettings, faults: Fault[],
): Route | null {
  const usable: { readonly ingress: Ingress; readonly backend: BackendTarget }[] = [];
  for (const ingress of ingresses.filter((each) => each.defaultBackend !== null)) {
    const backend = backendTarget(ingress, ingress.defaultBackend, inputs, settings);
    if (backend.kind === 'target') usable.push({ ingress, backend });
    else faults.push(droppedPart('HAProxy', defaultBackendSource(ingress), backend, 'the default backend'));
  }
  if (usable.length === 0) return null;
  const { ingress, backend } = usable[usable.length - 1];
  const sources = usable.map((each) => defaultBackendSource(each.ingress));
  const names = usable.map((each) => describe(each.ingress.resource)).join(', ');
  return {
    source: defaultBackendSource(ingress),
    covers: [],
    label: 'the default backend',
    conditions: {},
    filters: [],
    action: { kind: 'forward', to: [{ target: backend.target, weight: 1, filters: [] }] },
    rank: DEFAULT_RANK,
    open: usable.length === 1 ? [] : [openQuestion('several-default-backends', { count: usable.length }, sources,
      () => `which default backend HAProxy takes: ${names} have one each, and a controller has one`)],
  };
}

import { selectorSlices } from './endpoint-slices';
import type { SliceContext } from './endpoint-slices';
import { sliceOfInput } from './manual-slices';
import type { FindPod } from './manual-slices';
import { mirroredSlices, whyNotMirrored } from './mirroring';
import { readEndpointSlice, MANAGED_BY_LABEL, MIRRORING_CONTROLLER, SERVICE_NAME_LABEL, SLICE_CONTROLLER } from '../../kubernetes/endpoint-slice';
import type { EndpointSliceView } from '../../kubernetes/endpoint-slice';
import { isWrittenByControlPlane, readEndpoints } from '../../kubernetes/endpoints';
import { isKind } from '../../kubernetes/fields';
import { controllerOf } from '../../kubernetes/metadata';
import type { Resource } from '../../kubernetes/resource';
import type { Service } from '../../kubernetes/service';
import type { EndpointSlice, Notice, ObjectTable, Pod } from '../model';

/** What the slices are made from. */
export interface SliceSources extends SliceContext {
  readonly resources: readonly Resource[];
  readonly services: ObjectTable<Service>;
  readonly findPod: FindPod;
  /** Those that the Service's selector matches. */
  podsOf(service: Service): readonly Pod[];
  /** Whether the input has any pod or workload of the namespace. */
  hasWorkloads(namespace: string): boolean;
}

export interface AllSlices {
  /** Sorted by namespace, service, addressType and ports. */
  readonly slices: readonly EndpointSlice[];
  /** Those of one Service, sorted likewise. */
  slicesOf(namespace: string, service: string): readonly EndpointSlice[];
  readonly notices: readonly Notice[];
}

/**
 * Every EndpointSlice that the cluster will hold.
 *
 * Those of a Service with selector are made when somebody asks for them: a request meets few Services of many.
 */
export function makeSlices(sources: SliceSources): AllSlices {
  const notices: Notice[] = [];
  const observed = new Map<string, EndpointSlice[]>();
  const slices: EndpointSlice[] = [];
  const withEndpoints = new Set<string>();
  for (const resource of sources.resources) {
    if (isKind(resource, '', 'Endpoints')) addMirrored(resource, sources, slices, withEndpoints, notices);
  }
  for (const resource of sources.resources) {
    if (!isKind(resource, 'discovery.k8s.io', 'EndpointSlice')) continue;
    const view = readEndpointSlice(resource);
    const message = whyDeleted(view, sources.services);
    if (message !== null) notices.push({ kind: 'no-effect', resource, path: `metadata.labels[${MANAGED_BY_LABEL}]`, message });
    else addOfInput(view, sources, slices, withEndpoints, observed);
  }
  return new SlicesLater(slices, observed, sources, notices);
}

class SlicesLater implements AllSlices {
  private all: readonly EndpointSlice[] | undefined;
  private readonly made = new Map<string, Map<string, readonly EndpointSlice[]>>();
  private readonly ofInput = new Map<string, EndpointSlice[]>();

  /**
   * @param written slices that do not come of a selector
   * @param observed slices of the input that the EndpointSlice controller wrote, by Service
   */
  constructor(
    private readonly written: readonly EndpointSlice[],
    private readonly observed: ReadonlyMap<string, readonly EndpointSlice[]>,
    private readonly sources: SliceSources,
    readonly notices: readonly Notice[],
  ) {
    for (const slice of written) {
      if (slice.service === null) continue;
      const key = keyOf(slice.namespace, slice.service);
      const known = this.ofInput.get(key);
      if (known === undefined) this.ofInput.set(key, [slice]);
      else known.push(slice);
    }
  }

  get slices(): readonly EndpointSlice[] {
    const { services } = this.sources;
    if (this.all !== undefined) return this.all;
    const strays = this.written.filter(({ namespace, service }) => service === null || services.get(namespace, service) === undefined);
    return this.all = sortSlices([...strays, ...services.all.flatMap(({ namespace, name }) => this.slicesOf(namespace, name))]);
  }

  slicesOf(namespace: string, name: string): readonly EndpointSlice[] {
    let services = this.made.get(namespace);
    if (services === undefined) this.made.set(namespace, services = new Map());
    let found = services.get(name);
    if (found === undefined) services.set(name, found = this.make(namespace, name));
    return found;
  }

  private make(namespace: string, name: string): readonly EndpointSlice[] {
    const { services, podsOf, hasWorkloads } = this.sources;
    const key = this.ofInput.size === 0 && this.observed.size === 0 ? '' : keyOf(namespace, name);
    const written = this.ofInput.get(key) ?? NONE;
    const service = services.get(namespace, name);
    if (service === undefined || service.type === 'ExternalName' || service.selector === null) return sortSlices([...written]);
    const observed = this.observed.size === 0 || hasWorkloads(namespace) ? undefined : this.observed.get(key);
    const made = observed ?? selectorSlices(service, podsOf(service), this.sources);
    return written.length === 0 && made.length < 2 ? made : sortSlices([...written, ...made]);
  }
}

const NONE: readonly EndpointSlice[] = [];

function keyOf(namespace: string, service: string): string {
  return `${namespace}\0${service}`;
}

function addMirrored(resource: Resource, sources: SliceSources, slices: EndpointSlice[], withEndpoints: Set<string>, notices: Notice[]): void {
  const endpoints = readEndpoints(resource);
  withEndpoints.add(keyOf(endpoints.namespace, endpoints.name));
  const reason = whyNotMirrored(endpoints, sources.services.get(endpoints.namespace, endpoints.name));
  if (reason === null) {
    for (const slice of mirroredSlices(endpoints, sources.findPod)) slices.push(slice);
  } else if (reason === 'service-has-selector' && !isWrittenByControlPlane(endpoints)) {
    notices.push({ kind: 'no-effect', resource, path: '', message: `has no effect: Service ${endpoints.name} has a selector, so its endpoints are the pods that match` });
  }
}

/**
 * Why a slice by hand that says to be of a controller has no effect: the controller deletes what it did not write; null where it stays.
 *
 * The mirroring controller does so for every Service (`deleteMirroredSlices`), the EndpointSlice controller for those with a selector (`ownedBy` in `reconcileByAddressType`).
 */
function whyDeleted(view: EndpointSliceView, services: SliceSources['services']): string | null {
  const managedBy = view.labels[MANAGED_BY_LABEL];
  const name = view.labels[SERVICE_NAME_LABEL] ?? '';
  if (name === '' || sourceOf(view) !== 'manual') return null;
  const service = services.get(view.namespace, name);
  const isWritten = service !== undefined && service.selector !== null && service.type !== 'ExternalName';
  if (managedBy !== MIRRORING_CONTROLLER && (managedBy !== SLICE_CONTROLLER || !isWritten)) return null;
  return `has no effect: a controller deletes slices with the label ${MANAGED_BY_LABEL}=${managedBy} that it did not write; leave the label out`;
}

/**
 * A slice of the input beside those that the controllers write.
 *
 * What a controller wrote (output of `kubectl get`) it keeps up to date, so it does not count twice: it stands in where the input has no pods
 * and workloads of the namespace, or not the Endpoints. Slices stay when their Service loses its selector or becomes an ExternalName, since the controller then leaves them alone.
 */
function addOfInput(
  view: EndpointSliceView, sources: SliceSources, slices: EndpointSlice[], withEndpoints: ReadonlySet<string>, observed: Map<string, EndpointSlice[]>,
): void {
  const name = view.labels[SERVICE_NAME_LABEL] ?? '';
  const key = keyOf(view.namespace, name);
  const managedBy = view.labels[MANAGED_BY_LABEL];
  if (managedBy === MIRRORING_CONTROLLER && withEndpoints.has(key)) return;
  const slice = sliceOfInput(view, sourceOf(view), sources.findPod);
  if (slice === null) return;
  const service = sources.services.get(view.namespace, name);
  if (managedBy !== SLICE_CONTROLLER || service === undefined || service.selector === null || service.type === 'ExternalName') {
    slices.push(slice);
    return;
  }
  const known = observed.get(key);
  if (known === undefined) observed.set(key, [slice]);
  else known.push(slice);
}

/** Controllers label their slices and own them through the Service or the Endpoints; a label alone is a person's. */
function sourceOf(view: EndpointSliceView): EndpointSlice['source'] {
  const owner = controllerOf(view.resource)?.kind;
  const managedBy = view.labels[MANAGED_BY_LABEL];
  if (managedBy === SLICE_CONTROLLER && owner === 'Service') return 'selector';
  return managedBy === MIRRORING_CONTROLLER && owner === 'Endpoints' ? 'mirrored' : 'manual';
}

/** Order of names as bytes, so that it does not hang on the locale. */
function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function sortSlices(slices: EndpointSlice[]): readonly EndpointSlice[] {
  return slices.sort((a, b) => compare(a.namespace, b.namespace)
    || compare(a.service ?? '', b.service ?? '')
    || compare(a.addressType, b.addressType)
    || compare(portsText(a), portsText(b)));
}

function portsText(slice: EndpointSlice): string {
  return slice.ports.map((port) => `${port.name}/${port.port ?? ''}/${port.protocol}`).join(',');
}

import type { EndpointAddress, EndpointsPort, EndpointSubset } from '../../kubernetes/endpoints';

/** Addresses with their readiness, by what tells them apart. */
type AddressSet = Map<string, boolean>;

interface PortGroup {
  readonly ports: EndpointsPort[];
  readonly addresses: AddressSet;
}

/**
 * `RepackSubsets`: ports that the same addresses offer come together in one subset; an address that is both ready and not ready for a port is not.
 *
 * Addresses are told apart by IP and the object behind them.
 */
export function repackSubsets(subsets: readonly EndpointSubset[]): readonly EndpointSubset[] {
  const addresses = new Map<string, EndpointAddress>();
  const byPort = new Map<string, { readonly port: EndpointsPort | null; readonly addresses: AddressSet }>();
  for (const subset of subsets) {
    const ports: readonly (EndpointsPort | null)[] = subset.ports.length === 0 ? [null] : subset.ports;
    for (const port of ports) {
      const key = port === null ? '' : portKey(port);
      let entry = byPort.get(key);
      if (entry === undefined) byPort.set(key, entry = { port, addresses: new Map() });
      collect(subset.addresses, true, addresses, entry.addresses);
      collect(subset.notReadyAddresses, false, addresses, entry.addresses);
    }
  }
  const groups = new Map<string, PortGroup>();
  for (const { port, addresses: set } of byPort.values()) {
    const key = [...set].map(([address, ready]) => `${address}\0${ready}`).sort().join('\0\0');
    let group = groups.get(key);
    if (group === undefined) groups.set(key, group = { ports: [], addresses: set });
    if (port !== null) group.ports.push(port);
  }
  return [...groups.values()].map((group) => toSubset(group, addresses));
}

/** Equal for equal ports. */
export function portKey(port: EndpointsPort): string {
  return `${port.name}/${port.port}/${port.protocol}/${port.appProtocol ?? ''}`;
}

function addressKey(address: EndpointAddress): string {
  return address.targetPod === null ? address.ip : `${address.ip}\0${address.targetPod.namespace ?? ''}\0${address.targetPod.name}`;
}

function collect(list: readonly EndpointAddress[], ready: boolean, known: Map<string, EndpointAddress>, set: AddressSet): void {
  for (const address of list) {
    const key = addressKey(address);
    if (!known.has(key)) known.set(key, address);
    if (set.get(key) !== false) set.set(key, ready);
  }
}

function toSubset(group: PortGroup, known: ReadonlyMap<string, EndpointAddress>): EndpointSubset {
  const addresses: EndpointAddress[] = [];
  const notReadyAddresses: EndpointAddress[] = [];
  for (const [key, ready] of group.addresses) {
    const address = known.get(key);
    if (address !== undefined) (ready ? addresses : notReadyAddresses).push(address);
  }
  return { addresses, notReadyAddresses, ports: group.ports };
}

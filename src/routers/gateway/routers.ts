import type { GatewayModel } from './compile';
import { attachmentFaults } from './faults';
import { buildGatewayRouter, type BuiltListener, type BuiltRouter } from './gateway-router';
import type { Implementation } from './implementations';
import type { Attachment } from './model';
import { readingsOf } from './readings';
import type { ListenerOwner } from '../../kubernetes/gateway/gateway';
import type { Router } from '../model';

/** One router for each Gateway, in the order of the input. */
export function gatewayRouters(model: GatewayModel): readonly Router[] {
  const byOwner = groupByOwner(model.attachments);
  const unattached = attachmentFaults(model.attachments.filter(({ parent }) => parent === 'none'));
  const built = model.gateways.map((compiled) => {
    const owners: readonly ListenerOwner[] = [compiled.gateway, ...compiled.listenerSets.map(({ set }) => set)];
    return buildGatewayRouter(model, compiled, owners.flatMap((owner) => byOwner.get(owner) ?? []), unattached);
  });
  const ofImplementation = new Map<Implementation, readonly BuiltListener[]>();
  const sameController = ({ implementation, listeners }: BuiltRouter): readonly BuiltListener[] => {
    if (implementation === null) return listeners;
    let alike = ofImplementation.get(implementation);
    if (alike === undefined) {
      alike = built.filter((each) => each.implementation === implementation).flatMap((each) => each.listeners);
      ofImplementation.set(implementation, alike);
    }
    return alike;
  };
  return built.map((each) => ({ ...each.router, readings: readingsOf(each, () => sameController(each)) }));
}

function groupByOwner(attachments: readonly Attachment[]): ReadonlyMap<ListenerOwner, readonly Attachment[]> {
  const groups = new Map<ListenerOwner, Attachment[]>();
  for (const attachment of attachments) {
    if (typeof attachment.parent === 'string') continue;
    const known = groups.get(attachment.parent);
    if (known === undefined) groups.set(attachment.parent, [attachment]);
    else known.push(attachment);
  }
  return groups;
}

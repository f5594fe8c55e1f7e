import { withServedPorts } from './comparable';
import { isHostname, withOneProtocol } from './hosts';
import type { MigrationNote } from './model';
import { sourceIn, type Source } from '../kubernetes/open-question';
import { hostMatchers } from '../routers/classes/router-hosts';
import { hostText } from '../routers/index/host-table';
import type { Fault, Router } from '../routers/model';

/** What is said of a router as a whole: objects that its controller does not take, ports at which nothing is served, hosts that no Gateway can name. */
export function routerNotes(router: Router): readonly MigrationNote[] {
  const { faults, resources } = router;
  const own = resources[0] === undefined ? null : sourceIn(resources[0]);
  return [
    ...faults.filter((each) => each.holds === undefined).flatMap(faultNotes),
    ...(own === null ? [] : [...controllerPages(router, own), ...silentPorts(router, own), ...unnamed(router, own)]),
  ];
}

/** Only the hosts that no rule names have them; they are not compared. */
function controllerPages({ listeners }: Router, source: Source): readonly MigrationNote[] {
  const pages = new Set(listeners.flatMap(({ hosts }) => hosts.flatMap(({ routes }) => routes))
    .flatMap(({ action, conditions: { path } }) => action.kind === 'respond' && action.code === 'controller-page' && path?.kind === 'string-prefix' ? [path.path] : []));
  return pages.size === 0 ? [] : [{
    code: 'controller-pages', source, reason: `${[...pages].join(' and ')} of hosts that no rule names are pages of the controller itself, which are not compared`, action: 'nothing, unless something checks the health of the controller by them',
  }];
}

/** Where nothing is served at all, the objects are at fault, which is told. */
function silentPorts({ listeners }: Router, source: Source): readonly MigrationNote[] {
  const usual = withOneProtocol(listeners);
  const served = withServedPorts(usual);
  return served.length === 0 ? [] : usual.filter((each) => !served.includes(each)).map(({ port, protocol }) => ({
    code: 'port-without-rules',
    source,
    reason: `no rule is served over ${protocol === 'HTTPS' ? 'https' : 'http'}: the controller answers on port ${port} whatever is asked for, and the Gateway does not listen there, which is not compared`,
    action: 'nothing, unless clients tell a refused connection from a 404',
  }));
}

function faultNotes({ kind, code, source, reason, fix }: Fault): readonly MigrationNote[] {
  if (kind === 'ignored' && code === 'class-annotation-not-read') return [{ code, source, reason: `${reason}: the Ingress is not served now, and not migrated`, action: fix }];
  const what = { 'refused': 'the Ingress is refused by its controller, and not migrated', 'breaks-router': 'the controller cannot load its configuration because of this', 'dropped': 'its controller leaves this out, and so does the migration', 'ignored': 'its controller does not serve it, and it is not migrated' }[kind];
  return [{ code, source, reason: `${what}: ${reason}`, action: fix }];
}

function unnamed(router: Router, source: Source): readonly MigrationNote[] {
  const hosts = new Set([...hostMatchers([router])].filter((each) => !isHostname(each)).map(hostText));
  return [...hosts].filter((host) => host !== '_' && !host.startsWith('.')).map((host) => ({
    code: 'host-without-equal', source, reason: `a Gateway cannot name the host ${host}: hostnames are exact, or begin with \`*.\``, action: 'list the hosts that are meant',
  }));
}

import type { Cluster } from '../../cluster/model';
import type { RouteTable } from '../route-table';

/** Controllers whose way to choose a route is known to differ from others'. */
export type ClassController = 'ingress-nginx' | 'nginx-inc' | 'traefik' | 'haproxy' | 'contour' | 'alb' | 'gce';

const BY_NAME: readonly (readonly [string, ClassController])[] = [
  ['k8s.io/ingress-nginx', 'ingress-nginx'],
  ['nginx.org/', 'nginx-inc'],
  ['traefik.io/', 'traefik'],
  ['haproxy.org/', 'haproxy'],
  ['haproxy-ingress.github.io/', 'haproxy'],
  ['projectcontour.io/', 'contour'],
  ['ingress.k8s.aws/', 'alb'],
  ['eks.amazonaws.com/', 'alb'],
  ['k8s.io/ingress-gce', 'gce'],
];

/** Classes that installations leave as they are called by default; `nginx` is the default of two controllers, which read paths alike. */
const BY_CLASS: ReadonlyMap<string, ClassController> = new Map([
  ['nginx', 'ingress-nginx'], ['traefik', 'traefik'], ['haproxy', 'haproxy'], ['contour', 'contour'], ['alb', 'alb'],
  ['gce', 'gce'], ['gce-internal', 'gce'],
]);

/** Which controller serves a class, by its IngressClass, else by the name that it has by default; null where neither says. */
export function classController({ ingressClasses }: Pick<Cluster, 'ingressClasses'>, { className }: Pick<RouteTable, 'className'>): ClassController | null {
  if (className === null) return null;
  const declared = ingressClasses.find((each) => each.name === className);
  if (declared === undefined) return BY_CLASS.get(className) ?? null;
  const { controller } = declared;
  return controller === null ? null : BY_NAME.find(([name]) => controller.startsWith(name))?.[1] ?? null;
}

/** Names of the controllers, as messages call them. */
const TITLES: Readonly<Record<ClassController, string>> = {
  'ingress-nginx': 'ingress-nginx',
  'nginx-inc': 'NGINX Inc.',
  'traefik': 'Traefik',
  'haproxy': 'the HAProxy controllers',
  'contour': 'Contour',
  'alb': 'AWS ALB',
  'gce': 'GKE',
};

/** Which of some controllers may serve a class; all of them where nothing says which one does. */
export function controllersAmong(
  cluster: Pick<Cluster, 'ingressClasses'>, table: Pick<RouteTable, 'className'>, among: readonly ClassController[],
): readonly ClassController[] {
  const controller = classController(cluster, table);
  if (controller === null) return among;
  const shared = table.className === 'nginx' && !cluster.ingressClasses.some((each) => each.name === 'nginx');
  return among.filter((each) => each === controller || (shared && each === 'nginx-inc'));
}

/** `Traefik and NGINX Inc.` */
export function controllerTitles(controllers: readonly ClassController[]): string {
  const titles = controllers.map((each) => TITLES[each]);
  return titles.length < 2 ? titles.join() : `${titles.slice(0, -1).join(', ')} and ${titles[titles.length - 1]}`;
}

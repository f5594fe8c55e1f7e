import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { gatewayFeatureProblem } from './features';
import { GatewayObjects, type WrittenObject } from './gateway-objects';
import { grantsOf } from './grants';
import { uniqueWords } from './hosts';
import { listenerJson } from './listeners';
import { planGateway, type GatewayPlan, type PlannedHttpRoute } from './plan';
import type { Room } from './room';
import { checkGatewayDefault, checkGatewayRoute, checkGatewayTls, checkRedirect, gatewayProblems } from './route-checks';
import type { IBackend } from '../../backend';
import { externalDnsAnnotation } from '../../external-dns';
import type { GatewayRef } from '../../gateway-ref';
import { settleRouteBackend, type SettledBackend } from '../../path-router/backend';
import type { PathRouterProps, RouterTls } from '../../path-router/options';
import type { RouterModel, SettledRoute } from '../../path-router/plan';
import type { RouterWriter } from '../../path-router/writer';
import type { Annotations, Feature } from '../controller';

type Fail = (message: string) => Error;

/** What stands for the router until it has routes. */
const NO_ROUTE: PlannedHttpRoute = { suffix: '', spec: {} };

/** Writes HTTPRoutes, the Gateway where the router makes it, and ReferenceGrants. */
export class GatewayWriter implements RouterWriter {
  public readonly what = 'an HTTPRoute';
  public readonly https: boolean;
  public readonly main: ApiObject;
  public readonly gatewayName: string;

  private readonly objects: GatewayObjects;
  /** undefined where the router changed since. */
  private current: readonly WrittenObject[] | undefined;
  private checked: readonly WrittenObject[] | undefined;
  /** Of the objects; undefined where it is not known. */
  private room: Room | undefined;

  /**
   * @param name the router's
   * @param model the router as it stands; undefined while it is made
   */
  constructor(
    scope: Construct, private readonly name: string, private readonly props: PathRouterProps, private readonly gateway: GatewayRef,
    private readonly model: () => RouterModel, fail: Fail,
  ) {
    this.gatewayName = gateway._name ?? name;
    this.https = gateway._where.httpsSection !== undefined;
    if (gateway._made === undefined && (props.publicDns?.targets ?? []).length > 0) {
      throw fail(`external-dns reads the targets from the annotations of the Gateway, and '${this.gatewayName}' is not made by this router; `
        + 'leave publicDns.targets out, and annotate the Gateway');
    }
    checkRedirect(props.redirectToHttps, gateway, fail);
    this.objects = new GatewayObjects(scope, () => this.current ??= this.written(this.model()), fail);
    this.main = this.objects.update([this.routeObject(NO_ROUTE)]);
  }

  public featureProblem(feature: Feature): string | null {
    return gatewayFeatureProblem(feature);
  }

  public settleBackend(backend: IBackend, port: number | string | undefined, fail: Fail): SettledBackend {
    return settleRouteBackend(backend, port, this.main.metadata.namespace, fail);
  }

  public checkRoute(route: SettledRoute, fail: Fail): void {
    checkGatewayRoute(route, this.gateway, fail);
  }

  public checkDefaultBackend(backend: SettledBackend, fail: Fail): void {
    checkGatewayDefault(backend, fail);
  }

  public checkTls(tls: RouterTls, fail: Fail): void {
    checkGatewayTls(tls, this.gateway, fail);
  }

  public problems(model: RouterModel): readonly string[] {
    return gatewayProblems(model, this.gateway);
  }

  public add(model: RouterModel, routes: readonly SettledRoute[]): void {
    const room = this.room;
    if (room !== undefined && routes.every((route) => room.add(route))) {
      this.current = undefined;
    } else {
      // set again when the routes are planned; a room that some of them were added to tells nothing
      this.room = undefined;
      this.change(model, { ...model, routes: [...model.routes, ...routes] });
    }
  }

  public change(_before: RouterModel, after: RouterModel): void {
    const objects = this.written(after);
    try {
      this.objects.update(objects);
    } catch (error) {
      this.room = undefined;
      throw error;
    }
    this.current = objects;
  }

  /** Objects are checked once: an app is validated once for each chart and once more. */
  public check(model: RouterModel): void {
    if (model.routes.length === 0 && model.defaultBackend === undefined) return;
    this.current ??= this.written(model);
    if (this.current === this.checked) return;
    this.objects.check(this.current);
    this.checked = this.current;
  }

  private written(model: RouterModel): readonly WrittenObject[] {
    const plan = planGateway(model, this.gateway, this.gatewayName);
    this.room = plan.room;
    const routes = plan.routes.length === 0 ? [NO_ROUTE] : plan.routes;
    return [...routes.map((route) => this.routeObject(route)), ...this.gatewayObject(plan), ...this.grantObjects(model)];
  }

  private routeObject({ suffix, spec }: PlannedHttpRoute): WrittenObject {
    const { publicDns: { hostnames = [], ttl } = {}, metadata } = this.props;
    const annotations: Annotations = {
      // the hosts of a route are read from its hostnames
      ...suffix === '' && hostnames.length > 0 ? externalDnsAnnotation('hostname', hostnames.join(',')) : {},
      ...ttl !== undefined && externalDnsAnnotation('ttl', `${ttl.toSeconds()}`),
      ...metadata?.annotations,
    };
    return {
      id: suffix === '' ? 'Resource' : suffix,
      kind: 'HTTPRoute',
      metadata: { ...metadata, ...annotated(annotations), name: suffix === '' ? this.name : `${this.name}-${suffix}` },
      spec,
    };
  }

  private gatewayObject({ parents: { listeners } }: GatewayPlan): readonly WrittenObject[] {
    const { _made: made } = this.gateway;
    if (made === undefined) return [];
    const { publicDns: { targets = [] } = {}, metadata } = this.props;
    const annotations = { ...targets.length > 0 && externalDnsAnnotation('target', targets.join(',')), ...made.annotations };
    return [{
      id: 'Gateway',
      kind: 'Gateway',
      metadata: { namespace: metadata?.namespace, labels: metadata?.labels, ...annotated(annotations), name: this.gatewayName },
      spec: { gatewayClassName: made.gatewayClassName, listeners: listeners.map((each) => listenerJson(each, made)) },
    }];
  }

  private grantObjects(model: RouterModel): readonly WrittenObject[] {
    const unique = uniqueWords();
    return grantsOf(model).map(({ namespace, spec }) => {
      const id = unique(`Grant-${namespace}`);
      return {
        id,
        kind: 'ReferenceGrant',
        metadata: { namespace, labels: this.props.metadata?.labels, name: `${model.namespace ?? ''}-${this.name}${id.slice(`Grant-${namespace}`.length)}` },
        spec,
      };
    });
  }
}

function annotated(annotations: Annotations): { readonly annotations?: { [key: string]: string } } {
  return Object.keys(annotations).length === 0 ? {} : { annotations };
}

import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { ServiceAffinity, type BackendCookie } from './affinity';
import { settleBackend, type SettledBackend } from './backend';
import { backendJson, checkSpec, pathJson } from './checks';
import { RouterObjects } from './objects';
import type { PathRouterProps, RouterTls } from './options';
import { RouterPlanner, type RouterModel, type SettledRoute } from './plan';
import { describeRoute } from './settle';
import type { RouterWriter } from './writer';
import type { IBackend } from '../backend';
import type { Controller, Feature } from '../controllers/controller';
import { featureProblem } from '../controllers/registry';

type Fail = (message: string) => Error;

/** Writes Ingress objects, and what the annotations of their controller refer to. */
export class IngressWriter implements RouterWriter {
  public readonly what = 'an Ingress';
  public readonly https = false;
  public readonly gatewayName = undefined;

  private readonly planner: RouterPlanner;
  private readonly objects: RouterObjects;
  private readonly affinity: ServiceAffinity;

  /** @param model the router as it stands */
  constructor(scope: Construct, name: string, props: PathRouterProps, private readonly controller: Controller, model: () => RouterModel, fail: Fail) {
    this.planner = new RouterPlanner(name, (route, message) => fail(`route ${describeRoute(route)}: ${message}`));
    this.objects = new RouterObjects(scope, name, props, fail, () => this.planner.plan(model()));
    this.affinity = new ServiceAffinity(controller, fail);
  }

  public get main(): ApiObject {
    return this.objects.main;
  }

  public featureProblem(feature: Feature): string | null {
    return featureProblem(feature, this.controller);
  }

  public settleBackend(backend: IBackend, port: number | string | undefined, fail: Fail): SettledBackend {
    return settleBackend(backend, port, this.main.metadata.namespace, fail);
  }

  public checkRoute({ host, path, pathType, backend }: SettledRoute, fail: Fail): void {
    checkSpec({ rules: [{ host, http: { paths: [pathJson(path, pathType, backend)] } }] }, fail);
  }

  public checkDefaultBackend(backend: SettledBackend, fail: Fail): void {
    checkSpec({ defaultBackend: backendJson(backend) }, fail);
  }

  public checkTls({ hosts = [] }: RouterTls, fail: Fail): void {
    checkSpec({ defaultBackend: { service: { name: 'name', port: { number: 80 } } }, tls: [{ hosts: [...hosts] }] }, fail);
  }

  public problems(): readonly string[] {
    return [];
  }

  /** Little changes where the routes are like those before. */
  public add(model: RouterModel, routes: readonly SettledRoute[]): void {
    const annotate = this.affinity.prepare(routes.map(({ backend, features }) => ({ backend, cookie: features.cookieAffinity })));
    this.orReset(model, () => {
      if (this.planner.admit(model, routes)) {
        this.objects.extend();
      } else {
        this.objects.update(this.planner.plan({ ...model, routes: [...model.routes, ...routes] }));
      }
    });
    annotate();
  }

  public change(before: RouterModel, after: RouterModel): void {
    const { defaultBackend: backend, features } = after;
    const uses: BackendCookie[] = backend === undefined || before.defaultBackend !== undefined ? [] : [{ backend, cookie: features.cookieAffinity }];
    const annotate = this.affinity.prepare(uses);
    this.orReset(before, () => this.objects.update(this.planner.plan(after)));
    annotate();
  }

  public check(): void {
    this.objects.check();
  }

  private orReset(model: RouterModel, act: () => void): void {
    try {
      act();
    } catch (error) {
      this.planner.reset(model);
      throw error;
    }
  }
}

import { Chart, Testing } from 'cdk8s';
import { GatewayRef, PathRouter, type PathRouterProps } from '../../../src';
import type { JsonObject } from '../../../src/kubernetes/resource';
import { validateObject } from '../../../src/kubernetes/validation/validate';
import { createChart } from '../path-router/fixture';

export interface Written {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly annotations?: Record<string, string> };
  readonly spec: JsonObject;
}

export interface ParentRef {
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName?: string;
}

export const CREATED = GatewayRef.create({ gatewayClassName: 'edge' });

/** A router that makes its Gateway unless its props say otherwise. */
export const gatewayRouter = (props: PathRouterProps, chart = createChart()): PathRouter => new PathRouter(chart, 'web', { gateway: CREATED, ...props });

/** What the router's chart synthesizes; every object is one that the API server takes. */
export function objectsOf(router: PathRouter): readonly Written[] {
  const objects = Testing.synth(Chart.of(router)) as Written[];
  expect(objects.flatMap((object) => validateObject(object as unknown as JsonObject).violations)).toEqual([]);
  return objects;
}

export function written(router: PathRouter, kind: string, name = 'web'): Written {
  const objects = objectsOf(router);
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (found === undefined) {
    throw new Error(`no ${kind} ${name}; there are ${objects.map((each) => `${each.kind} ${each.metadata.name}`).join(', ')}`);
  }
  return found;
}

/** The names of the HTTPRoutes, each with the sections of its parents. */
export function attachments(router: PathRouter): Record<string, readonly (string | undefined)[]> {
  const routes = objectsOf(router).filter(({ kind }) => kind === 'HTTPRoute');
  return Object.fromEntries(routes.map(({ metadata, spec }) =>
    [metadata.name, (spec.parentRefs as unknown as readonly ParentRef[]).map(({ sectionName }) => sectionName)]));
}

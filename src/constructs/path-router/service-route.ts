import type { ServiceRouteOptions } from './options';
import { ROUTE_OF_SERVICE } from './shapes';
import { checked, objectOf, TEXT } from '../../kubernetes/shapes';
import type { IBackend } from '../backend';
import type { PathRouter } from '../path-router';

const ROUTER = objectOf('a PathRouter', (value) => typeof (value as Partial<PathRouter>).addRoute === 'function');

/**
 * Sends the requests for a path to a backend.
 *
 * @throws when the router does
 */
export function addServiceRoute(
  backend: IBackend, router: PathRouter, path: string, options: ServiceRouteOptions, fail: (message: string) => Error,
): void {
  const given = checked(options, ROUTE_OF_SERVICE, 'options', fail);
  checked(router, ROUTER, 'router', fail).addRoute({ ...given, path: checked(path, TEXT, 'path', fail), backend });
}

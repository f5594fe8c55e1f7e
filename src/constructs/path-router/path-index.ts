import { PathType } from './options';
import type { ControlledRoute } from '../controllers/controller';

interface Host {
  rewrites: boolean;
  readonly open: string[];
  readonly exact: string[];
}

const NO_PATHS: readonly string[] = [];

/** What controllers ask of a router's routes, by host. */
export class RouteIndex {
  private readonly hosts = new Map<string, Host>();

  constructor(routes: readonly ControlledRoute[] = []) {
    for (const route of routes) {
      this.add(route);
    }
  }

  public add({ host, path, pathType, features }: ControlledRoute): void {
    const entry = this.hosts.get(host) ?? { rewrites: false, open: [], exact: [] };
    this.hosts.set(host, entry);
    entry.rewrites ||= features.rewrite !== undefined;
    (pathType === PathType.EXACT ? entry.exact : entry.open).push(path);
  }

  public has(host: string): boolean {
    return this.hosts.has(host);
  }

  public hasRewrite(host: string): boolean {
    return this.hosts.get(host)?.rewrites ?? false;
  }

  public openPaths(host: string): readonly string[] {
    return this.hosts.get(host)?.open ?? NO_PATHS;
  }

  public exactPaths(host: string): readonly string[] {
    return this.hosts.get(host)?.exact ?? NO_PATHS;
  }
}

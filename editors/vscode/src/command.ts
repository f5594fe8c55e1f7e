import { existsSync } from 'node:fs';
import * as path from 'node:path';

/**
 * The command to start: what the user named, else what the workspace has installed, else what the PATH has.
 *
 * @param named the setting `cdk8sRouting.path`
 * @param folders the folders of the workspace
 */
export function commandOf(named: string, folders: readonly string[], platform: NodeJS.Platform = process.platform): string {
  if (named !== '') return /[\\/]/.test(named) && folders.length > 0 ? path.resolve(folders[0], named) : named;
  const file = platform === 'win32' ? 'cdk8s-routing.cmd' : 'cdk8s-routing';
  const installed = folders.map((folder) => path.join(folder, 'node_modules', '.bin', file)).find((each) => existsSync(each));
  return installed ?? file;
}

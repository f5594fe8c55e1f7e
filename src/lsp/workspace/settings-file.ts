import * as path from 'node:path';
import type { OpenDocuments } from './open-documents';
import { uriOf } from './paths';
import type { Baseline } from '../../checks/baseline';
import { configBaseline } from '../../checks/session';
import { settle, unknownController, unknownControllerText, type Asked, type Settings } from '../../checks/simulate';
import type { RoutingConfig } from '../../manifests/config';
import { loadConfig, readConfigText, type LoadedConfig } from '../../manifests/config-file';
import { DEFAULT_CONFIG } from '../../manifests/default-config';
import { readTextFile } from '../../manifests/text-file';
import type { InputProblem } from '../../manifests/yaml/parse';
import { SourceText } from '../text/source-text';

/** The settings of a folder, and what is wrong with the file that they come from. */
export interface FolderSettings {
  readonly settings: Settings;
  readonly baseline: Baseline | null;
  readonly file: { readonly uri: string; readonly name: string; readonly source: SourceText } | null;
  readonly problems: readonly InputProblem[];
}

/**
 * Reads `cdk8s-routing.yaml`, or the file that was named. A fault in it is a problem at its field, and the rest counts.
 *
 * @param root where the file is looked for
 */
export function readSettings(root: string, named: string | undefined, asked: Asked, open: OpenDocuments): FolderSettings {
  const place = path.resolve(root, named ?? DEFAULT_CONFIG);
  const name = named ?? DEFAULT_CONFIG;
  const document = open.get(place);
  const loaded = document === undefined ? loadConfig(named, root) : readConfigText(document.text, name, path.dirname(place));
  const problems = [...loaded.problems];
  const settings = withKnownControllers(settle(asked, loaded.config), name, problems);
  const baseline = readBaseline(loaded, name, problems);
  const text = document?.text ?? textOf(place);
  return { settings, baseline, problems, file: text === null ? null : { uri: document?.uri ?? uriOf(place), name, source: new SourceText(text) } };
}

function textOf(place: string): string | null {
  try {
    return readTextFile(place);
  } catch {
    return null;
  }
}

/** The same without controllers that are not known, which become problems. */
function withKnownControllers(settings: Settings, file: string, problems: InputProblem[]): Settings {
  const unknown = unknownController(settings);
  if (unknown === null) return settings;
  const { config } = settings;
  if (config === null || unknown.path === null) return { ...settings, controller: 'auto' };
  const position = config.origin.locate(unknown.path);
  problems.push({ file, line: position?.line ?? null, column: position?.column ?? null, message: unknownControllerText(unknown), kind: 'not-an-object' });
  const known: RoutingConfig = unknown.path === 'controller' ? { ...config, controller: null }
    : { ...config, controllers: new Map([...config.controllers].filter(([className]) => `controllers.${className}` !== unknown.path)) };
  return withKnownControllers({ ...settings, config: known, controller: unknown.path === 'controller' ? 'auto' : settings.controller }, file, problems);
}

function readBaseline(loaded: LoadedConfig, file: string, problems: InputProblem[]): Baseline | null {
  try {
    return configBaseline(loaded);
  } catch (error) {
    const position = loaded.config?.origin.locate('baseline') ?? null;
    const message = `baseline ${loaded.baseline?.file ?? ''}: ${error instanceof Error ? error.message : String(error)}`;
    problems.push({ file, line: position?.line ?? null, column: position?.column ?? null, message, kind: 'unreadable' });
    return null;
  }
}

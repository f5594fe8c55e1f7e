import type { RoutingModelOptions } from './routing-model-options';
import { MODEL_OPTIONS } from './shapes';
import { settle, unknownController, unknownControllerText } from '../checks/session';
import type { Settings } from '../checks/session';
import { unknownDifference } from '../diff/accepted';
import { CHANGE_KINDS } from '../diff/compare';
import { checked } from '../kubernetes/shapes';
import { userError } from '../kubernetes/user-error';
import { loadConfig } from '../manifests/config-file';
import type { InputNotice } from '../manifests/other-tools';
import type { InputProblem } from '../manifests/yaml/parse';
import { problemText } from '../report/problem';

/**
 * The settings that options and their config ask for.
 *
 * @param fail makes the error of a message
 */
export function settingsOf(given: RoutingModelOptions, fail: (message: string) => Error): Settings {
  const options = checked(given, MODEL_OPTIONS, 'options', fail);
  const { config, problems } = options.config === undefined ? { config: null, problems: [] } : loadConfig(options.config, process.cwd());
  refuse(problems);
  const settings = settle(options, config);
  const unknown = unknownController(settings);
  if (unknown !== null) throw fail(unknownControllerText(unknown));
  const difference = unknownDifference(config?.acceptedDifferences ?? []);
  if (difference !== undefined) throw fail(`${difference.field}.kind: got '${difference.kind}', expected one of: ${CHANGE_KINDS.join(', ')}`);
  return settings;
}

/** @throws Error with file, line and column of what cannot be read */
export function refuse(problems: readonly InputProblem[]): void {
  if (problems.length === 0) return;
  throw userError(`the manifests cannot be read:\n  ${problems.map(problemText).join('\n  ')}`);
}

/** A program has nobody to tell that a chart was passed over. */
export function missing(notices: readonly InputNotice[]): readonly InputProblem[] {
  return notices.filter(({ kind }) => kind === 'chart').map(({ file, message }) => ({ file, line: null, column: null, message, kind: 'unreadable' }));
}

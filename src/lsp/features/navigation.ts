import type { Location } from 'vscode-languageserver';
import { declaredAt, referenceAt, type Cursor } from './cursor';
import { referencesIn, type Reference, type Target } from './references';
import type { Analysis } from '../workspace/analysis';

/** The objects or fields that the field under the cursor means. */
export function definitions(cursor: Cursor): readonly Location[] {
  const targets = referenceAt(cursor)?.targets ?? [];
  return locations(cursor.analysis, targets);
}

/**
 * Every field that means what is under the cursor, or what that means itself.
 *
 * @param withDeclaration whether that itself is listed, too
 */
export function references(cursor: Cursor, withDeclaration: boolean): readonly Location[] {
  const declared = declaredAt(cursor);
  const targets = declared === null ? referenceAt(cursor)?.targets ?? [] : [declared];
  const found = allReferences(cursor.analysis).filter((each) => each.targets.some((target) => targets.some((meant) => isSame(meant, target))));
  return locations(cursor.analysis, [...withDeclaration ? targets : [], ...found]);
}

const known = new WeakMap<Analysis, readonly Reference[]>();

function allReferences(analysis: Analysis): readonly Reference[] {
  let found = known.get(analysis);
  if (found === undefined) {
    const { cluster } = analysis.simulation;
    found = cluster.resources.flatMap((resource) => referencesIn(cluster, resource));
    known.set(analysis, found);
  }
  return found;
}

/** Two fields of one port, its name and its number, are the same port. */
function isSame(a: Target, b: Target): boolean {
  return a.resource === b.resource && partOf(a.path) === partOf(b.path);
}

const partOf = (path: string): string => path.replace(/\.(?:name|port|containerPort)$/, '');

function locations(analysis: Analysis, targets: readonly Target[]): readonly Location[] {
  return targets.flatMap(({ resource, path }) => {
    const file = analysis.fileOf(resource);
    return file === null ? [] : [{ uri: file.uri, range: file.source.rangeOf(resource, path) }];
  });
}

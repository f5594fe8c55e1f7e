/** What names objects, fields and paths in a sentence, and whom a policy admits, which is asked of each workload by itself. */
const NAMES = /\badmits: .*$|`[^`]*`(?: \(\w+\))?|\b[A-Z]\w+ [\w.-]+\/[\w.~-]+|\bspec\.[\w.[\]]+|(?:, | and )(?=,| and |$)/g;

/** The sentence without names, so that an object that is renamed, or one object more of the same kind, is no new doubt. */
export function shapeOf(doubt: string): string {
  const plain = doubt.replace(NAMES, '').replace(/\b\d+ more\b/g, '').replace(/\s+/g, ' ');
  return plain.replace(/(?: ?(?:,|\band\b))+/g, ' ').replace(/ +/g, ' ').trim();
}

/** What the answer hangs on now and did not before. */
export function newDoubts(before: readonly string[], after: readonly string[]): readonly string[] {
  if (after.length === 0 || isEqual(before, after)) return [];
  const known = new Set(before.map(shapeOf));
  return after.filter((each) => !known.has(shapeOf(each)));
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, i) => each === b[i]);
}

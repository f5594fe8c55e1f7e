/* Which chunks of the library are in which file. */

/** What esbuild made of some modules. */
export interface Chunk {
  /** `./chunk-ABC.js`. */
  readonly id: string;
  /** The chunk as a function. */
  readonly code: string;
  /** Chunks that run before it. */
  readonly needs: readonly string[];
  /** Chunks that it loads when a function is called. */
  readonly later: readonly string[];
}

/** A file. */
export interface Part {
  readonly name: string;
  readonly chunks: ReadonlySet<string>;
  /** Whether all of its chunks are run when one is. */
  readonly whole: boolean;
}

/** What the sources of the chunks say about them. */
export interface Roots {
  /** What users import. */
  readonly entry: string;
  /** What every check needs. */
  readonly check: string;
  /** What the sources load by `require` of their own: controllers, formats, libraries of others; each with the name of its file. */
  readonly required: ReadonlyMap<string, string>;
  /** What the bundler has loaded later of the core and of what every check needs. */
  readonly seldom: ReadonlySet<string>;
}

export const CORE = 'core.js';

/** The files, that of the core first. */
export function partsOf(chunks: ReadonlyMap<string, Chunk>, { entry, check, required, seldom }: Roots): readonly Part[] {
  const core = closure(chunks, [entry]);
  const checking = without(closure(chunks, [check]), [core]);
  const reached = [...required].map(([root, name]) => ({ root, name, all: without(closure(chunks, [root]), [core, checking]) }));
  const alone = reached.map(({ root, name, all }) => {
    const others = reached.filter((other) => other.root !== root).map((other) => other.all);
    return { name, whole: false, chunks: without(all, others) };
  });
  const placed = [core, checking, ...alone.map((part) => part.chunks)];
  const laterOf = (set: ReadonlySet<string>): ReadonlySet<string> => {
    const roots = [...set].flatMap((id) => chunks.get(id)?.later ?? []).filter((id) => seldom.has(id));
    return without(closure(chunks, roots), placed);
  };
  const checkLater = laterOf(checking);
  // the API, which is in the core, needs what checks do
  const coreLater = without(laterOf(core), [checkLater]);
  placed.push(coreLater, checkLater);
  const shared = without(new Set(reached.flatMap(({ all }) => [...all])), placed);
  return [
    { name: CORE, chunks: core, whole: true },
    { name: 'check.js', chunks: checking, whole: true },
    ...alone,
    { name: 'shared.js', chunks: shared, whole: false },
    { name: 'core-later.js', chunks: coreLater, whole: false },
    { name: 'check-later.js', chunks: checkLater, whole: false },
    { name: 'engine.js', chunks: without(new Set(chunks.keys()), [...placed, shared]), whole: false },
  ].filter((part) => part.chunks.size > 0);
}

/** Some chunks, and all that run before them. */
function closure(chunks: ReadonlyMap<string, Chunk>, roots: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const left = [...roots];
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    left.push(...chunks.get(id)?.needs ?? []);
  }
  return found;
}

function without(set: ReadonlySet<string>, others: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set([...set].filter((id) => !others.some((other) => other.has(id))));
}

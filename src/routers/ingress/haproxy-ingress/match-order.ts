import type { MatchType } from './match-type';

/** What decides the order of two paths of one host. */
export interface MapEntry {
  readonly text: string;
  readonly match: Exclude<MatchType, 'regex'>;
  readonly order: number;
}

/** A map file that is looked up as a whole. */
interface MatchFile<T> {
  readonly match: MatchType;
  readonly entries: Set<T>;
}

/**
 * The entries of one host, those that are looked up first at the front.
 *
 * Exact paths go first, then Prefix, then `begin`, each the longest first. Where a longer path of one type starts with a path of another,
 * it moves to a map file of its own before the file of that one.
 *
 * @see https://github.com/jcmoraisjr/haproxy-ingress/blob/465a51ce67a788872faa4f04027defa6805ff87f/pkg/haproxy/types/maps.go rebuildMatchFiles
 */
export function inMatchOrder<T extends MapEntry>(entries: readonly T[]): readonly T[] {
  const files: MatchFile<T>[] = [];
  const fileOf = new Map<T, MatchFile<T>>();
  const notBefore = new Map<T, MatchFile<T>>();
  const reversed = [...entries].sort((a, b) => a.order - b.order).sort((a, b) => (key(a) < key(b) ? 1 : key(a) > key(b) ? -1 : 0));
  reversed.forEach((longer, index) => {
    for (const shorter of reversed.slice(index + 1)) {
      if (!overlaps(longer, shorter)) continue;
      let file = fileOf.get(longer);
      if (file === undefined) {
        file = fileFor(files, longer, notBefore.get(longer), fileOf.get(shorter));
        file.entries.add(longer);
        fileOf.set(longer, file);
      }
      notBefore.set(shorter, file);
    }
  });
  const rest = entries.filter((each) => !fileOf.has(each));
  const ordinary = (match: MatchType): readonly T[] => rest.filter((each) => each.match === match);
  return [ordinary('exact'), ...files.map((each) => [...each.entries]), ordinary('prefix'), ordinary('begin')].flatMap((file) => [...file].sort(longestFirst));
}

/** `begin` ignores case, and its paths are kept in lower case. */
function key({ match, text }: MapEntry): string {
  return match === 'begin' ? text.toLowerCase() : text;
}

function overlaps(longer: MapEntry, shorter: MapEntry): boolean {
  return longer.match !== shorter.match && longer.match !== 'exact' && shorter.match !== 'exact' && key(longer) !== key(shorter) && key(longer).startsWith(key(shorter));
}

/** An existing file of the type between two others, else a new one before the later of them. */
function fileFor<T extends MapEntry>(
  files: MatchFile<T>[], { match }: T, after: MatchFile<T> | undefined, before: MatchFile<T> | undefined,
): MatchFile<T> {
  const start = after === undefined ? 0 : files.indexOf(after);
  const end = before === undefined ? files.length : files.indexOf(before);
  const existing = files.slice(start, end).find((each) => each.match === match);
  if (existing !== undefined) return existing;
  const created: MatchFile<T> = { match, entries: new Set() };
  files.splice(end, 0, created);
  return created;
}

function longestFirst(a: MapEntry, b: MapEntry): number {
  return key(b).length - key(a).length || a.order - b.order;
}

/** So many indexes, and so many owners, are remembered: the objects of an app have few more. */
const MOST_INDEXES = 16;
const MOST_OWNERS = 64;

/** Makes the path of an item of a list that stands in an owner, such as `spec.rules[0]`; of an object itself the owner is empty. */
export type ItemPath = (index: number, owner?: string) => string;

/**
 * Paths of the items of a list: `spec.ports[0]`. Thousands of objects have the same ones, so that each is made once.
 *
 * @param list where the list stands in its owner: `.http.paths`
 * @param after what comes behind the index: `.backend`
 */
export function itemPaths(list: string, after = ''): ItemPath {
  const known = new Map<string, string[]>();
  return (index, owner = '') => {
    let paths = known.get(owner);
    if (index >= MOST_INDEXES || (paths === undefined && known.size >= MOST_OWNERS)) return `${owner}${list}[${index}]${after}`;
    if (paths === undefined) known.set(owner, paths = []);
    return paths[index] ??= `${owner}${list}[${index}]${after}`;
  };
}

/** The path without its trailing slash: the elements that a Prefix compares. The root is the empty string. */
export function prefixKey(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

/** How many elements a path has. */
export function elementCount(path: string): number {
  const key = prefixKey(path);
  let count = 0;
  for (let at = key.indexOf('/'); at >= 0; at = key.indexOf('/', at + 1)) count++;
  return count;
}

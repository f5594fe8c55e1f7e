/*
 * Hosts of routes and listeners. Empty = every host; a wildcard stands for one label or more.
 *
 * https://gateway-api.sigs.k8s.io/reference/spec/#hostname
 */

/** Whether every name of a host is one of a wider host too, or the two are the same. */
export function covers(wide: string, host: string): boolean {
  return wide === '' || wide === host || (wide.startsWith('*.') && host.replace(/^\*/, '').endsWith(wide.slice(1)) && host !== wide.slice(2));
}

/** The hosts that cover a host, itself included, the most specific one first. */
export function widerHosts(host: string): readonly string[] {
  const result = host === '' ? [] : [host];
  for (let dot = host.indexOf('.', host.startsWith('*.') ? 2 : 0); dot >= 0; dot = host.indexOf('.', dot + 1)) result.push(`*${host.slice(dot)}`);
  return [...result, ''];
}

/** Whether some names are of both hosts. */
export function intersect(a: string, b: string): boolean {
  return covers(a, b) || covers(b, a);
}

/** A host as part of an object's name. */
export function hostWord(host: string): string {
  return host === '' ? 'any-host' : host.replace(/^\*/, 'wildcard').replace(/\./g, '-');
}

/** Words that are made unique with a number: `web`, `web-2`. */
export function uniqueWords(): (word: string) => string {
  const used = new Set<string>();
  return (word) => {
    let unique = word;
    for (let count = 2; used.has(unique); count += 1) unique = word === '' ? `${count}` : `${word}-${count}`;
    used.add(unique);
    return unique;
  };
}

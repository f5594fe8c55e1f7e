/** Remembers what comes of an object that never changes, as long as the object is there: it is worked out when it is first asked for. */
export function oncePer<K extends object, V>(work: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly result: V }>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) known.set(key, found = { result: work(key) });
    return found.result;
  };
}

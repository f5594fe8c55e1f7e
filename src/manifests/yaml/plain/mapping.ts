export type Mapping = Record<string, unknown>;

type MappingConstructor = new () => Mapping;

/** V8 keeps more fields than these apart from their object. */
const MOST_FIELDS = 10;

/** What makes mappings of each size. */
const BY_SIZE: readonly MappingConstructor[] = Array.from({ length: MOST_FIELDS + 1 }, newConstructor);

/** V8 gives the objects of a constructor room for as many fields as its first ones had. */
function newConstructor(): MappingConstructor {
  const constructor = function () { /* has no fields of its own */ } as unknown as MappingConstructor;
  // a plain object, as `{}` makes it
  constructor.prototype = Object.prototype;
  return constructor;
}

/**
 * A plain object that is going to have so many fields.
 *
 * `{}` has room for four, and what goes beyond stands apart, in steps of three: that is a quarter more memory for values of manifests.
 */
export function newMapping(size: number): Mapping {
  return size > MOST_FIELDS ? {} : new BY_SIZE[size]();
}

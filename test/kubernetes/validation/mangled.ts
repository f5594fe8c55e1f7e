import fc from 'fast-check';
import type { Json, JsonObject } from '../../../src/kubernetes/resource';

type Step = string | number;

function placesIn(value: Json | undefined, place: readonly Step[] = []): (readonly Step[])[] {
  const inner = Array.isArray(value)
    ? value.flatMap((item, index) => placesIn(item as Json, [...place, index]))
    : typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, item]) => placesIn(item, [...place, key])) : [];
  return [place, ...inner];
}

function replaced(value: Json | undefined, [step, ...rest]: readonly Step[], by: Json): Json {
  if (step === undefined) return by;
  if (Array.isArray(value)) return value.map((item: Json, index) => index === step ? replaced(item, rest, by) : item);
  return { ...value as JsonObject, [step]: replaced((value as JsonObject)[step], rest, by) };
}

/** The object with one value, wherever it stands, replaced by any JSON value; its kind stays. */
export function mangled(object: JsonObject): fc.Arbitrary<JsonObject> {
  const places = placesIn(object).filter(place => place.length > 0 && place[0] !== 'apiVersion' && place[0] !== 'kind');
  const odd = fc.oneof(fc.jsonValue(), fc.constantFrom<Json>(null, '', 0, -1, 1e300, [null], [[]], [{}], { ['__proto__']: 1, constructor: {} }));
  return fc.tuple(fc.constantFrom(...places), odd).map(([place, value]) => replaced(object, place, value as Json) as JsonObject);
}

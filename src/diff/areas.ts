import { oncePer } from '../kubernetes/once-per';
import type { PathClass, PathPart } from '../routers/classes/path-classes';

/** Paths around one base: `/quote` and everything under it. */
export interface PathArea {
  /** Without its trailing slash; the root is the empty string. */
  readonly base: string;
  readonly parts: readonly PathPart[];
}

/** A set of paths, told as areas and what is left out of them. */
export interface PathAreas {
  readonly areas: readonly PathArea[];
  readonly except: readonly PathArea[];
}

/**
 * Tells some of a host's path classes in few words: a class is told only where it differs from what lies above it.
 *
 * @param all all path classes of the host, `some` among them
 */
export function areasOf(some: ReadonlySet<PathClass>, all: readonly PathClass[]): PathAreas {
  const { places, parents, children } = surroundingsOf(all);
  const areas: number[] = [];
  const except: number[] = [];
  for (const each of some) {
    const place = places.get(each);
    if (place === undefined) continue;
    const parent = parents[place];
    if (parent === null || !some.has(all[parent])) areas.push(place);
    for (const child of children.get(place) ?? []) if (!some.has(all[child])) except.push(child);
  }
  return { areas: listOf(areas, all), except: listOf(except, all) };
}

/** Which of the path classes of a host lie within which. */
interface Surroundings {
  /** By class, its place in the list. */
  readonly places: ReadonlyMap<PathClass, number>;
  /** For each class the nearest one that it lies within, by the beginning of its path; null: there is none. */
  readonly parents: readonly (number | null)[];
  readonly children: ReadonlyMap<number, readonly number[]>;
}

/** Thousands of changes on one host are told by its classes. */
const surroundingsOf = oncePer((all: readonly PathClass[]): Surroundings => {
  const around = new Map<string, number>();
  all.forEach(({ base, part }, place) => {
    if (part === 'below' || part === 'beside') around.set(`${part} ${base}`, place);
  });
  const parents = all.map((each) => parentOf(each, around));
  const children = new Map<number, number[]>();
  parents.forEach((parent, place) => {
    if (parent === null) return;
    const known = children.get(parent);
    if (known === undefined) children.set(parent, [place]);
    else known.push(place);
  });
  return { places: new Map(all.map((each, place) => [each, place])), parents, children };
});

function parentOf({ base, part }: PathClass, around: ReadonlyMap<string, number>): number | null {
  if (part === 'slash') return around.get(`below ${base}`) ?? null;
  for (let end = base.length - 1; end >= 0; end--) {
    const found = around.get(`${base[end] === '/' ? 'below' : 'beside'} ${base.slice(0, end)}`);
    if (found !== undefined) return found;
  }
  return null;
}

/** @param places of the classes, in any order */
function listOf(places: number[], all: readonly PathClass[]): readonly PathArea[] {
  const list = new AreaList();
  for (const place of places.sort((a, b) => a - b)) list.add(all[place]);
  return list.list;
}

class AreaList {
  readonly list: { readonly base: string; readonly parts: PathPart[] }[] = [];

  add({ base, part }: PathClass): void {
    const last = this.list[this.list.length - 1];
    if (last?.base === base) last.parts.push(part);
    else this.list.push({ base, parts: [part] });
  }
}

/** `/quote and everything under it`. */
export function areaText({ base, parts }: PathArea): string {
  const has = (part: PathPart): boolean => parts.includes(part);
  if (base === '') return !has('below') ? 'exactly /' : has('at') ? 'every path' : 'every path but /';
  if (has('at') && has('below')) return has('beside') ? `every path that begins with ${base}` : `${base} and everything under it`;
  const texts = [
    ...(has('at') ? [has('slash') ? base : `exactly ${base}`] : []),
    ...(has('slash') ? [`${base}/`] : []),
    ...(has('below') ? [`everything under ${base}`] : []),
    ...(has('beside') ? [`${base} followed by more letters`] : []),
  ];
  return texts.join(', ');
}

/** More areas than these are counted, not listed. */
const MOST_AREAS = 5;

/** `/quote and everything under it, except /quote/v1 and everything under it`. */
export function areasText({ areas, except }: PathAreas): string {
  return except.length === 0 ? listText(areas) : `${listText(areas)}, except ${listText(except)}`;
}

function listText(areas: readonly PathArea[]): string {
  const listed = areas.slice(0, MOST_AREAS).map(areaText).join(', ');
  return areas.length > MOST_AREAS ? `${listed} and ${areas.length - MOST_AREAS} more` : listed;
}

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
  const around = new Map<string, boolean>();
  for (const each of all) if (each.part === 'below' || each.part === 'beside') around.set(`${each.part} ${each.base}`, some.has(each));
  const areas = new AreaList();
  const except = new AreaList();
  for (const each of all) {
    const isIn = some.has(each);
    if (isIn !== isInAround(each, around)) (isIn ? areas : except).add(each);
  }
  return { areas: areas.list, except: except.list };
}

/** Whether the nearest class that a class lies within, by the beginning of its path, is among those that are told. */
function isInAround({ base, part }: PathClass, around: ReadonlyMap<string, boolean>): boolean {
  if (part === 'slash') return around.get(`below ${base}`) ?? false;
  for (let end = base.length - 1; end >= 0; end--) {
    const found = around.get(`${base[end] === '/' ? 'below' : 'beside'} ${base.slice(0, end)}`);
    if (found !== undefined) return found;
  }
  return false;
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

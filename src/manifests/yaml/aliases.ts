import { EVENT_ID } from 'js-yaml';
import type { Event } from 'js-yaml';
import { MAX_ALIASED_VALUES } from './document';

interface Extent {
  size: number;
  depth: number;
}

interface Frame extends Extent {
  readonly anchor: string | null;
}

/**
 * Takes what the aliases of a text stand for, written out, from a budget: what remains, or what is too much.
 *
 * Aliases share one value in memory, but whoever walks the object walks all of it.
 */
export function chargeAliases(
  events: readonly Event[], source: string, budget: number, maxDepth: number,
): number | { readonly offset: number; readonly message: string } {
  let remaining = budget;
  const anchors = new Map<string, Extent>();
  const frames: Frame[] = [{ anchor: null, size: 0, depth: 0 }];
  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        anchors.clear();
        frames.push({ anchor: null, size: 0, depth: 0 });
        break;
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE:
        frames.push({ anchor: anchorName(event, source), size: 1, depth: 1 });
        break;
      case EVENT_ID.SCALAR: {
        const anchor = anchorName(event, source);
        if (anchor !== null) anchors.set(anchor, { size: 1, depth: 0 });
        frames[frames.length - 1].size += 1;
        break;
      }
      case EVENT_ID.ALIAS: {
        const extent = anchors.get(source.slice(event.anchorStart, event.anchorEnd));
        if (extent === undefined) break;
        const frame = frames[frames.length - 1];
        addTo(frame, extent);
        remaining -= extent.size;
        const offset = event.anchorStart - 1;
        if (remaining < 0) return { offset, message: `aliases stand for more than ${MAX_ALIASED_VALUES.toLocaleString('en')} values` };
        if (frames.length + extent.depth > maxDepth) return { offset, message: `aliases nest deeper than ${maxDepth} levels` };
        break;
      }
      case EVENT_ID.POP: {
        const frame = frames.pop();
        const parent = frames[frames.length - 1];
        if (frame === undefined || parent === undefined) break;
        if (frame.anchor !== null) anchors.set(frame.anchor, frame);
        addTo(parent, frame);
        break;
      }
    }
  }
  return remaining;
}

function addTo(frame: Extent, child: Extent): void {
  frame.size += child.size;
  frame.depth = Math.max(frame.depth, child.depth + 1);
}

function anchorName(event: { anchorStart: number; anchorEnd: number }, source: string): string | null {
  return event.anchorStart === -1 ? null : source.slice(event.anchorStart, event.anchorEnd);
}

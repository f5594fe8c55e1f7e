import { visible } from './paint';
import type { JsonObject } from '../kubernetes/resource';
import { fullYaml } from '../manifests/yaml/load-full-yaml';

/** Longer comments are wrapped. */
const WIDTH = 110;

/**
 * Objects as YAML documents, each with comments above it.
 *
 * Texts that readers of YAML 1.1 take for something else (`yes`, `on`, `1:30`) are quoted.
 */
export function objectsYaml(objects: readonly { readonly object: JsonObject; readonly comments: readonly string[] }[]): string {
  const { dump } = fullYaml();
  return objects.map(({ object, comments }) => `${comments.flatMap(commentLines).map((line) => `${line}\n`).join('')}${dump(object, { lineWidth: -1, noRefs: true })}`).join('---\n');
}

function commentLines(comment: string): readonly string[] {
  const lines: string[] = [];
  for (const word of visible(comment).split(' ')) {
    const last = lines[lines.length - 1];
    if (last === undefined || last.length + word.length > WIDTH) lines.push(`${last === undefined ? '# ' : '#   '}${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

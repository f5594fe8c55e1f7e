/** One step of a field path: a field or map key by its name, or whatever stands in brackets, an index or a key. */
export interface FieldStep {
  readonly name: string;
  readonly bracket: boolean;
}

/**
 * The steps of a field path as the API server writes it (`field.Path` of apimachinery): `spec.ports[0].name`,
 * `metadata.annotations[example.com/x]`.
 *
 * The server escapes nothing: a bracket ends at the first `]` after which a step can start.
 */
export function parseFieldPath(path: string): FieldStep[] {
  const steps: FieldStep[] = [];
  let at = 0;
  while (at < path.length) {
    if (path[at] === '[') {
      const end = bracketEnd(path, at + 1);
      steps.push({ name: path.slice(at + 1, end), bracket: true });
      at = end + 1;
    } else {
      if (path[at] === '.') at += 1;
      const end = wordEnd(path, at);
      steps.push({ name: path.slice(at, end), bracket: false });
      at = Math.max(end, at);
    }
  }
  return steps;
}

/** The path as text; the inverse of `parseFieldPath`. */
export function formatFieldPath(steps: readonly FieldStep[]): string {
  return steps.map((step, i) => step.bracket ? `[${step.name}]` : i === 0 ? step.name : `.${step.name}`).join('');
}

function wordEnd(path: string, from: number): number {
  let end = from;
  while (end < path.length && path[end] !== '.' && path[end] !== '[') end += 1;
  return end;
}

function bracketEnd(path: string, from: number): number {
  for (let end = path.indexOf(']', from); end !== -1; end = path.indexOf(']', end + 1)) {
    const next = path[end + 1];
    if (next === undefined || next === '.' || next === '[') return end;
  }
  return path.length;
}
